package dev.penstock.uplink.twin;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.WallClock;
import java.util.Arrays;

/** How long after their event live rows were on the disk. Written by one thread. */
final class EventLatencies {

  private final WallClock wall;
  private final LatencyHistogram histogram = new LatencyHistogram();
  private long[] events = new long[1024];
  private int count;

  EventLatencies(WallClock wall) {
    this.wall = wall;
  }

  /** A row of this event time is part of the transaction. */
  void stored(long event) {
    if (event != ObservationBatch.ABSENT) {
      events = count == events.length ? Arrays.copyOf(events, count * 2) : events;
      events[count++] = event;
    }
  }

  void committed() {
    long now = wall.nanos();
    for (int i = 0; i < count; i++) {
      histogram.record(now - events[i]);
    }
    count = 0;
  }

  void forget() {
    count = 0;
  }

  TwinSummary.Latency summary() {
    return new TwinSummary.Latency(
        histogram.count(), histogram.percentile(0.5), histogram.percentile(0.99));
  }
}
