package dev.penstock.contract.wire;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.wire.schema.FrameSchema.Rows;
import java.util.Arrays;

/** When the rows of a frame arrived at the gateway: one receipt for rows that came together. */
final class Receipts {

  private final int[] rows = new int[ObservationBatch.CAPACITY];
  private final long[] wall = new long[ObservationBatch.CAPACITY];
  private final long[] mono = new long[ObservationBatch.CAPACITY];
  private final long[] roundTrip = new long[ObservationBatch.CAPACITY];
  private int count;

  void clear() {
    count = 0;
  }

  /** Adds the receipt of the next row. */
  void add(long receivedWall, long receivedMono, long trip) {
    int last = count - 1;
    if (count > 0
        && wall[last] == receivedWall
        && mono[last] == receivedMono
        && roundTrip[last] == trip) {
      rows[last]++;
      return;
    }
    rows[count] = 1;
    wall[count] = receivedWall;
    mono[count] = receivedMono;
    roundTrip[count] = trip;
    count++;
  }

  /** Leaves out the receipts of the last rows. */
  void truncate(int keptRows) {
    int left = keptRows;
    int kept = 0;
    while (left > 0) {
      rows[kept] = Math.min(rows[kept], left);
      left -= rows[kept++];
    }
    count = kept;
  }

  void write(Rows.Builder out, FrameHeader.Created created) {
    long lastWall = created.wall();
    long lastAhead = created.mono() - created.wall();
    boolean polled = false;
    for (int i = 0; i < count; i++) {
      long ahead = mono[i] - wall[i];
      out.addReceiptRows(rows[i]);
      out.addReceiptWall(wall[i] - lastWall);
      out.addReceiptMono(ahead - lastAhead);
      lastWall = wall[i];
      lastAhead = ahead;
      polled |= roundTrip[i] != ObservationBatch.ABSENT;
    }
    for (int i = 0; i < count && polled; i++) {
      out.addReceiptRoundTrip(roundTrip[i]);
    }
  }

  /** Fills in the receipt of every row. */
  static void read(Rows in, FrameRows into, FrameHeader.Created created) throws FrameException {
    int count = in.getReceiptRowsCount();
    boolean polled = in.getReceiptRoundTripCount() > 0;
    if (count > into.size()
        || in.getReceiptWallCount() != count
        || in.getReceiptMonoCount() != count
        || (polled && in.getReceiptRoundTripCount() != count)) {
      throw FrameException.malformed("the receipts do not belong together");
    }
    into.receivedWall = new long[count];
    into.receivedMono = new long[count];
    into.roundTrip = new long[count];
    long lastWall = created.wall();
    long lastAhead = created.mono() - created.wall();
    int row = 0;
    for (int i = 0; i < count; i++) {
      lastWall += in.getReceiptWall(i);
      lastAhead += in.getReceiptMono(i);
      into.receivedWall[i] = lastWall;
      into.receivedMono[i] = lastAhead + lastWall;
      into.roundTrip[i] = polled ? in.getReceiptRoundTrip(i) : ObservationBatch.ABSENT;
      int rows = in.getReceiptRows(i);
      if (rows < 1 || rows > into.size() - row) {
        throw FrameException.malformed("the receipts stand for another number of rows");
      }
      Arrays.fill(into.receipt, row, row + rows, i);
      row += rows;
    }
    if (row != into.size()) {
      throw FrameException.malformed("the receipts stand for another number of rows");
    }
  }
}
