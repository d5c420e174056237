package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The segments of a journal, in order. Changed by few, seen by all without a lock. */
final class SegmentList {

  private volatile List<Segment> segments = List.of();

  List<Segment> all() {
    return segments;
  }

  synchronized void add(Segment segment) {
    List<Segment> more = new ArrayList<>(segments);
    more.add(segment);
    segments = List.copyOf(more);
  }

  synchronized void remove(Segment segment) {
    List<Segment> fewer = new ArrayList<>(segments);
    fewer.remove(segment);
    segments = List.copyOf(fewer);
  }

  long bytes() {
    return segments.stream().mapToLong(Segment::bytes).sum();
  }

  long rows() {
    return segments.stream().mapToLong(Segment::rows).sum();
  }

  long oldestEvent() {
    long oldest = segments.stream().mapToLong(Segment::eventFrom).min().orElse(Long.MAX_VALUE);
    return oldest == Long.MAX_VALUE ? ObservationBatch.ABSENT : oldest;
  }

  /** The epochs there is something of, and those that they name as the ones before. */
  Set<Epoch> epochs() {
    Set<Epoch> epochs = new LinkedHashSet<>();
    for (Segment segment : segments) {
      epochs.add(segment.epoch());
      Epoch previous = segment.start().previous();
      if (previous != null) {
        epochs.add(previous);
      }
    }
    return epochs;
  }

  List<EpochSpan> spans() {
    Map<Epoch, EpochSpan> spans = new LinkedHashMap<>();
    for (Segment segment : segments) {
      if (segment.rows() > 0) {
        spans.merge(
            segment.epoch(),
            new EpochSpan(segment.start(), segment.first(), segment.last()),
            (held, more) -> new EpochSpan(held.start(), held.first(), more.last()));
      }
    }
    return List.copyOf(spans.values());
  }
}
