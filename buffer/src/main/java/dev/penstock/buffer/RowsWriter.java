package dev.penstock.buffer;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Writes rows of a batch as one block into a buffer that is reused. Allocates nothing. */
final class RowsWriter {

  /** Bytes of the longest value that fits into a block. */
  static final int LARGEST_VALUE =
      Block.MAX_LENGTH - Block.HEAD - Column.ALL.length * Long.BYTES - Column.WIDEST_ROW;

  private final ByteBuffer buffer = Block.buffer(Block.MAX_LENGTH);
  private final CRC32C crc = new CRC32C();
  private final long bootMark;
  private long dictionaryMark;
  private long eventFrom;
  private long eventTo;
  private boolean clocks;
  private int length;

  RowsWriter(String boot) {
    this.bootMark = Block.mark(boot);
  }

  /** The dictionary that the rows written from now on point into. */
  void define(Dictionary dictionary) {
    dictionaryMark = Block.mark(dictionary.hash());
  }

  /** The block is what lies from 0 to {@link #length}. */
  ByteBuffer buffer() {
    return buffer;
  }

  int length() {
    return length;
  }

  int checksum() {
    return Block.checksum(buffer, 0);
  }

  /** Earliest event time of the rows, or {@code Long.MAX_VALUE}. */
  long eventFrom() {
    return eventFrom;
  }

  /** Latest event time of the rows, or {@code Long.MIN_VALUE}. */
  long eventTo() {
    return eventTo;
  }

  boolean hasClocks() {
    return clocks;
  }

  /** How many rows from {@code from} on fit into one block; 0 if not even one does. */
  static int fitting(ObservationBatch batch, int from) {
    int room = Block.MAX_LENGTH - Block.HEAD - Column.ALL.length * Long.BYTES;
    if (batch.size() * Column.WIDEST_ROW + batch.longBytes() <= room) {
      return batch.size() - from;
    }
    int row = from;
    while (row < batch.size()) {
      room -= Column.WIDEST_ROW + (batch.type(row).isLong() ? batch.length(row) : 0);
      if (room < 0) {
        break;
      }
      row++;
    }
    return row - from;
  }

  /** Writes the rows from..to (exclusive), which must fit. */
  void write(ObservationBatch batch, int from, int to, Epoch epoch, long firstSequence) {
    int at = Block.HEAD;
    int columns = 0;
    for (Column column : Column.ALL) {
      boolean lengths = column == Column.BITS && batch.longBytes() > 0;
      boolean uniform =
          lengths ? areLengthsAlike(batch, from, to) : column.of.isUniform(batch, from, to);
      int end = uniform ? from + 1 : to;
      columns |= uniform ? 0 : column.bit();
      at =
          lengths ? putLengths(at, batch, from, end) : column.of.copy(batch, from, end, buffer, at);
    }
    at = putLongValues(at, batch, from, to);
    look(batch, from, to);
    head(batch, epoch, firstSequence, to - from, columns);
    length = at;
    Block.finish(buffer, Block.Type.ROWS, clocks ? Block.HAS_CLOCKS : 0, length, crc);
  }

  private void head(
      ObservationBatch batch, Epoch epoch, long firstSequence, int rows, int columns) {
    buffer.putLong(Block.EPOCH_AT, epoch.bits());
    buffer.putLong(Block.FIRST_AT, firstSequence);
    buffer.putInt(Block.ROWS_AT, rows);
    buffer.putInt(Block.COLUMNS_AT, columns);
    buffer.putLong(Block.BOOT_AT, bootMark);
    buffer.putLong(Block.WALL_AT, batch.receivedWall());
    buffer.putLong(Block.MONO_AT, batch.receivedMono());
    buffer.putLong(Block.ROUND_TRIP_AT, batch.roundTrip());
    buffer.putLong(Block.EVENT_FROM_AT, eventFrom);
    buffer.putLong(Block.EVENT_TO_AT, eventTo);
    buffer.putLong(Block.DICTIONARY_AT, dictionaryMark);
  }

  /** Of a long value, its length takes the place of its bits. */
  private static long stored(ObservationBatch batch, int row) {
    return batch.type(row).isLong() ? batch.length(row) : batch.bits(row);
  }

  private static boolean areLengthsAlike(ObservationBatch batch, int from, int to) {
    for (int row = from + 1; row < to; row++) {
      if (stored(batch, row) != stored(batch, from)) {
        return false;
      }
    }
    return true;
  }

  private int putLengths(int at, ObservationBatch batch, int from, int to) {
    int next = at;
    for (int row = from; row < to; row++) {
      buffer.putLong(next, stored(batch, row));
      next += Long.BYTES;
    }
    return next;
  }

  private int putLongValues(int at, ObservationBatch batch, int from, int to) {
    if (batch.longBytes() == 0) {
      return at;
    }
    buffer.position(at);
    for (int row = from; row < to; row++) {
      if (batch.type(row).isLong()) {
        batch.copyBytes(row, buffer);
      }
    }
    int end = buffer.position();
    buffer.clear();
    return end;
  }

  private void look(ObservationBatch batch, int from, int to) {
    eventFrom = Long.MAX_VALUE;
    eventTo = Long.MIN_VALUE;
    // Most batches are of one kind, and that is seen at a glance.
    boolean oneKind = Column.KIND.of.isUniform(batch, from, to);
    clocks = batch.kind(from) == Kind.CLOCK;
    for (int row = from; row < to; row++) {
      long event = batch.event(row);
      if (event != ObservationBatch.ABSENT) {
        eventFrom = Math.min(eventFrom, event);
        eventTo = Math.max(eventTo, event);
      }
      clocks |= !oneKind && batch.kind(row) == Kind.CLOCK;
    }
  }
}
