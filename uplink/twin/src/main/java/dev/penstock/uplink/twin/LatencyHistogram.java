package dev.penstock.uplink.twin;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations in buckets of at most 1/16 relative width. Thread-safe. */
public final class LatencyHistogram {

  private static final int STEPS = 16;
  private static final int STEP_BITS = 4;

  private final AtomicLongArray buckets = new AtomicLongArray(64 * STEPS);

  /** Negative durations, from clocks that disagree, count as 0. */
  public void record(long nanos) {
    buckets.incrementAndGet(bucket(Math.max(0, nanos)));
  }

  private static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int magnitude = 63 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (magnitude - STEP_BITS)) & (STEPS - 1);
    return (magnitude - STEP_BITS + 1) * STEPS + step;
  }

  private static long upperEnd(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int magnitude = bucket / STEPS + STEP_BITS - 1;
    long step = STEPS + bucket % STEPS + 1L;
    return (step << (magnitude - STEP_BITS)) - 1;
  }

  public long count() {
    long count = 0;
    for (int i = 0; i < buckets.length(); i++) {
      count += buckets.get(i);
    }
    return count;
  }

  /** A duration that this share of those recorded does not exceed, in ns; 0 if there are none. */
  public long percentile(double share) {
    long wanted = (long) Math.ceil(share * count());
    long seen = 0;
    for (int i = 0; i < buckets.length(); i++) {
      seen += buckets.get(i);
      if (seen >= wanted && seen > 0) {
        return upperEnd(i);
      }
    }
    return 0;
  }
}
