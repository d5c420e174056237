package dev.penstock.gateway.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How long values took from their source to the twin: the newest {@value #KEPT}. Clocks of two
 * processes of one machine are compared, so a negative one counts as nothing. Thread-safe.
 */
final class Latencies {

  static final int KEPT = 100_000;

  private final long[] nanos = new long[KEPT];
  private long count;

  synchronized void add(long latencyNanos) {
    nanos[(int) (count++ % KEPT)] = Math.max(0, latencyNanos);
  }

  synchronized long count() {
    return count;
  }

  /**
   * The smallest latency that a share of the values did not exceed; empty if there are none.
   *
   * @param share from 0 to 1: 0.99 for p99
   */
  synchronized Optional<Duration> percentile(double share) {
    int size = (int) Math.min(count, KEPT);
    if (size == 0) {
      return Optional.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(share * size) - 1;
    return Optional.of(Duration.ofNanos(sorted[Math.max(0, index)]));
  }
}
