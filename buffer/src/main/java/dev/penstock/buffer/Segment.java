package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.journal.EpochStart;

/**
 * What is known of one segment. Grows by one thread at a time while it is written; everybody may
 * look. {@link #end} is written last, so who has read it sees the rest.
 */
final class Segment {

  private final long number;
  private final EpochStart start;
  private final long first;

  /** Sequences between the first and the last that could not be read. */
  private volatile long missing;

  private volatile long last;
  private volatile long eventFrom = Long.MAX_VALUE;
  private volatile long eventTo = Long.MIN_VALUE;
  private volatile int blocks;
  private volatile Footer.Ending ending = Footer.Ending.ROLLED;
  private volatile long bytes;
  private volatile long end;
  private volatile boolean over;
  private volatile boolean sealed;

  /**
   * A segment to be written.
   *
   * @param first the sequence its first row will have
   */
  Segment(long number, EpochStart start, long first, long bytes) {
    this.number = number;
    this.start = start;
    this.first = first;
    this.last = first - 1;
    this.bytes = bytes;
  }

  /** A sealed segment. */
  Segment(long number, Footer footer, long bytes) {
    this(number, footer.start(), footer.first(), bytes);
    found(footer, bytes);
  }

  /** Its footer was found. */
  void found(Footer footer, long bytesOnDisk) {
    bytes = bytesOnDisk;
    scanned(footer);
    over = true;
    sealed = true;
  }

  /** This was found in it, though nobody has sealed it. */
  void scanned(Footer footer) {
    missing = footer.missing();
    last = footer.last();
    eventFrom = footer.eventFrom();
    eventTo = footer.eventTo();
    blocks = footer.blocks();
    ending = footer.ending();
    end = footer.end();
  }

  /** A block of rows was written, and the segment ends there now. */
  void grew(RowsWriter block, long newLast, long newEnd) {
    last = newLast;
    eventFrom = Math.min(eventFrom, block.eventFrom());
    eventTo = Math.max(eventTo, block.eventTo());
    blocks = 31 * blocks + block.checksum();
    end = newEnd;
  }

  /** Something else than rows was written. */
  void grew(long newEnd) {
    end = newEnd;
  }

  /** Nothing will be written into it any more. */
  void finish(Footer.Ending how) {
    ending = how;
    over = true;
  }

  /** It has its footer and was cut to this. */
  void sealed(long bytesOnDisk) {
    bytes = bytesOnDisk;
    sealed = true;
  }

  /** What its footer says, or would say if it were sealed now. */
  Footer footer() {
    return new Footer(start, first, last, rows(), eventFrom, eventTo, end, blocks, ending);
  }

  long number() {
    return number;
  }

  EpochStart start() {
    return start;
  }

  Epoch epoch() {
    return start.epoch();
  }

  long first() {
    return first;
  }

  /** The last sequence in it; one less than the first if there are no rows. */
  long last() {
    return last;
  }

  long rows() {
    return last - first + 1 - missing;
  }

  long eventFrom() {
    return eventFrom;
  }

  long eventTo() {
    return eventTo;
  }

  /** Bytes it takes on disk. */
  long bytes() {
    return bytes;
  }

  /** Up to where it can be read. Ask {@link #isOver} before, if that matters. */
  long end() {
    return end;
  }

  boolean isOver() {
    return over;
  }

  boolean isSealed() {
    return sealed;
  }
}
