package dev.penstock.buffer;

import dev.penstock.contract.ObservationBatch;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Reads one sealed segment after the other, again and again, so that rot is found and told while
 * somebody may still have the rows, and not when they are asked for. Belongs to one thread.
 */
final class Scrub implements Runnable {

  private final SegmentSource source;
  private final ObservationBatch batch = new ObservationBatch();
  private long next;

  Scrub(SegmentSource source) {
    this.source = source;
  }

  /** Reads the next segment; the reader tells what is missing in it. */
  @Override
  public void run() {
    Segment segment = nextSealed();
    if (segment == null) {
      next = 0;
      return;
    }
    next = segment.number() + 1;
    try (SegmentReader reader = new SegmentReader(source)) {
      reader.seek(segment.epoch(), segment.first());
      while (reader.read(batch) && isIn(segment)) {
        // Reading is all.
      }
    }
    Logger.trace("Read a segment again. segment={}", segment.number());
  }

  private boolean isIn(Segment segment) {
    return segment.epoch().equals(batch.epoch()) && batch.firstSequence() <= segment.last();
  }

  private @Nullable Segment nextSealed() {
    for (Segment segment : source.segments()) {
      if (segment.isSealed() && segment.number() >= next) {
        return segment;
      }
    }
    return null;
  }
}
