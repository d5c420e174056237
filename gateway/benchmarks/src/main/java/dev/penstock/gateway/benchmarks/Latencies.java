package dev.penstock.gateway.benchmarks;

import java.util.Arrays;

/** How long values were on their way. Thread-safe. */
final class Latencies {

  private static final double MILLI = 1e6;

  private long[] nanos = new long[1 << 16];
  private int count;

  synchronized void add(long each) {
    nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
    nanos[count++] = each;
  }

  synchronized void clear() {
    count = 0;
  }

  /** p50, p99 and the largest, in ms. */
  synchronized String text() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0
        ? "no values"
        : "p50 %.0f ms, p99 %.0f ms, largest %.0f ms"
            .formatted(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / MILLI;
  }
}
