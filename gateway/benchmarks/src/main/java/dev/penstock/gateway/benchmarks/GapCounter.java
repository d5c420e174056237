package dev.penstock.gateway.benchmarks;

import java.util.Arrays;

/**
 * Counts values and what is missing between them: each rig point counts its periods, so every jump
 * is a loss. Not thread-safe.
 */
final class GapCounter {

  private static final long NEVER = -1;

  private final long[] last;
  private long values;
  private long missing;

  GapCounter(int points) {
    last = new long[points];
    Arrays.fill(last, NEVER);
  }

  /**
   * Takes a value of a point.
   *
   * @param value the period's number, with the point in its fraction
   */
  synchronized void value(int point, double value) {
    long period = (long) value;
    values++;
    if (last[point] != NEVER && period > last[point] + 1) {
      missing += period - last[point] - 1;
    }
    last[point] = Math.max(last[point], period);
  }

  synchronized long values() {
    return values;
  }

  synchronized long missing() {
    return missing;
  }
}
