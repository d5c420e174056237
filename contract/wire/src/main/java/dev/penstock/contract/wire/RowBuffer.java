package dev.penstock.contract.wire;

import dev.penstock.contract.ObservationBatch;

/** Rows waiting to become a frame, with what a batch has only once: identity and receipt. */
final class RowBuffer {

  private final ObservationBatch rows = new ObservationBatch();
  private final long[] sequence = new long[ObservationBatch.CAPACITY];
  private final long[] epoch = new long[ObservationBatch.CAPACITY];
  private final Receipts receipts = new Receipts();
  private long headerEpoch;
  private long contentBytes;

  void clear(long epochOfHeader) {
    rows.clear();
    receipts.clear();
    headerEpoch = epochOfHeader;
    contentBytes = 0;
  }

  void add(ObservationBatch from, int row, long epochBits, long sequenceOfRow) {
    int copy = rows.addCopy(from, row);
    sequence[copy] = sequenceOfRow;
    epoch[copy] = epochBits;
    receipts.add(from.receivedWall(), from.receivedMono(), from.roundTrip());
    contentBytes += rows.type(copy).isLong() ? rows.length(copy) : 0;
  }

  /** Leaves out the rows behind a sequence; none can be added any more. */
  void endAt(long last) {
    int kept = rows.size();
    while (kept > 0 && sequence[kept - 1] > last) {
      kept--;
    }
    rows.truncate(kept);
    receipts.truncate(kept);
  }

  ObservationBatch rows() {
    return rows;
  }

  int size() {
    return rows.size();
  }

  long contentBytes() {
    return contentBytes;
  }

  long sequence(int row) {
    return sequence[row];
  }

  long epoch(int row) {
    return epoch[row];
  }

  long headerEpoch() {
    return headerEpoch;
  }

  Receipts receipts() {
    return receipts;
  }
}
