package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.WallClock;
import java.util.Arrays;

/**
 * Counts values and what is missing between them: each rig point counts its periods, so every jump
 * is a loss. Not thread-safe.
 */
final class GapCounter {

  private static final long NEVER = -1;

  private final long[] last;
  private final WallClock wall;
  private final Latencies latencies = new Latencies();
  private long values;
  private long missing;
  private long bytes;

  GapCounter(int points, WallClock wall) {
    this.wall = wall;
    last = new long[points];
    Arrays.fill(last, NEVER);
  }

  /**
   * Takes a value of a point.
   *
   * @param value the period's number, with the point in its fraction
   * @param source when it was made; ns
   */
  synchronized void value(int point, double value, long source) {
    long period = (long) value;
    latencies.add(wall.nanos() - source);
    values++;
    if (last[point] != NEVER && period > last[point] + 1) {
      missing += period - last[point] - 1;
    }
    last[point] = Math.max(last[point], period);
  }

  synchronized long values() {
    return values;
  }

  /** A message of this size came. */
  synchronized void message(int size) {
    bytes += size;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** From source stamp to here. */
  Latencies latencies() {
    return latencies;
  }

  synchronized long missing() {
    return missing;
  }
}
