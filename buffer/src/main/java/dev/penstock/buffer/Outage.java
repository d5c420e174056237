package dev.penstock.buffer;

import java.time.Duration;

/**
 * How long a journal of some settings holds out while nothing is delivered. An estimate, on the
 * short side: rows are counted at the size they have when everything about them differs.
 */
public final class Outage {

  /** What a block takes before its first row. */
  private static final int BLOCK_BYTES =
      Block.DOC_HEAD + Block.HEAD + Column.WIDEST_ROW - Outage.ROW_BYTES;

  /** Point, event time, source time, server time, value and flags. */
  private static final int ROW_BYTES = 40;

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final JournalSettings settings;
  private double rowsASecond;
  private double bytesASecond;

  public Outage(JournalSettings settings) {
    this.settings = settings;
  }

  /** So many rows come together, so often. */
  public void add(int rows, Duration every) {
    double times = 1e9 / every.toNanos();
    rowsASecond += times * rows;
    bytesASecond += times * bytes(rows);
  }

  /** About what a batch of so many rows takes on disk. */
  static int bytes(int rows) {
    return BLOCK_BYTES + rows * ROW_BYTES;
  }

  public double rowsASecond() {
    return rowsASecond;
  }

  public double bytesASecond() {
    return bytesASecond;
  }

  /** Until the first row is lost; the segment in writing and the next are not counted. */
  public Duration holds() {
    long usable = settings.maxBytes() - 2 * SegmentWriter.allocated(settings.segmentBytes());
    double seconds = bytesASecond == 0 ? Long.MAX_VALUE : Math.max(0, usable) / bytesASecond;
    return Duration.ofSeconds((long) Math.min(seconds, (double) LONGEST.toSeconds()));
  }
}
