package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.ValueType;
import java.nio.ByteBuffer;

/** Reads blocks of rows back into batches. Belongs to one thread. */
final class RowsReader {

  /** Where each column begins, and how far its rows lie apart: 0 if they are all alike. */
  private final int[] start = new int[Column.ALL.length];

  private final int[] step = new int[Column.ALL.length];
  private byte[] scratch = new byte[256];

  /** Reads the block of rows at {@code at}, which was found whole. */
  void read(ByteBuffer block, int at, ObservationBatch into) {
    int longValues = locate(block, at);
    into.receivedAt(block.getLong(at + Block.WALL_AT), block.getLong(at + Block.MONO_AT));
    into.roundTrip(block.getLong(at + Block.ROUND_TRIP_AT));
    int rows = Block.rows(block, at);
    for (int i = 0; i < rows; i++) {
      longValues = readRow(block, i, into, longValues);
    }
    into.identify(new Epoch(Block.epoch(block, at)), Block.first(block, at));
  }

  private int locate(ByteBuffer block, int at) {
    int rows = Block.rows(block, at);
    int varying = block.getInt(at + Block.COLUMNS_AT);
    int next = at + Block.HEAD;
    for (Column column : Column.ALL) {
      int i = column.index;
      boolean varies = (varying & column.bit()) != 0;
      start[i] = next;
      step[i] = varies ? column.width : 0;
      next += varies ? column.width * rows : column.width;
    }
    return next;
  }

  private int readRow(ByteBuffer block, int i, ObservationBatch into, int longValues) {
    int row =
        into.add(
            block.getInt(at(Column.POINT, i)),
            Kind.of(block.get(at(Column.KIND, i))),
            Trigger.of(block.get(at(Column.TRIGGER, i))));
    into.quality(row, Quality.of(block.get(at(Column.QUALITY, i))));
    into.flags(row, block.getInt(at(Column.FLAGS, i)));
    into.status(row, block.getInt(at(Column.STATUS, i)));
    into.lineage(row, block.getInt(at(Column.LINEAGE, i)));
    into.revision(row, block.getInt(at(Column.REVISION, i)));
    into.resolved(
        row,
        block.getLong(at(Column.EVENT, i)),
        TimeBasis.of(block.get(at(Column.BASIS, i))),
        block.getLong(at(Column.TIME_UNCERTAINTY, i)),
        block.getInt(at(Column.CLOCK, i)));
    into.stamps(row, block.getLong(at(Column.SOURCE, i)), block.getLong(at(Column.SERVER, i)));
    into.uncertainty(row, Double.longBitsToDouble(block.getLong(at(Column.UNCERTAINTY, i))));
    return readValue(block, i, into, longValues);
  }

  private int readValue(ByteBuffer block, int i, ObservationBatch into, int longValues) {
    ValueType type = ValueType.of(block.get(at(Column.TYPE, i)));
    long bits = block.getLong(at(Column.BITS, i));
    if (!type.isLong()) {
      into.put(i, type, bits);
      return longValues;
    }
    int length = (int) bits;
    if (length > scratch.length) {
      scratch = new byte[Integer.highestOneBit(length) * 2];
    }
    block.get(longValues, scratch, 0, length);
    into.putBytes(i, type, scratch, 0, length);
    return longValues + length;
  }

  private int at(Column column, int row) {
    int i = column.index;
    return start[i] + row * step[i];
  }
}
