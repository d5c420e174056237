package dev.penstock.deviceprofiles.fit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes on a value only when enough time has gone by since the last one.
 *
 * @param from the provider's interval
 * @param to the least interval that the consumer takes
 */
record Downsampling(Duration from, Duration to) implements Executable {

  private static final int SAMPLES = 50;

  /** The indexes of the samples that are passed on. */
  List<Integer> keep(List<Long> times) {
    List<Integer> kept = new ArrayList<>();
    long last = 0;
    for (int i = 0; i < times.size(); i++) {
      if (kept.isEmpty() || times.get(i) - last >= to.toNanos()) {
        kept.add(i);
        last = times.get(i);
      }
    }
    return kept;
  }

  @Override
  public List<Vector> run() {
    List<Long> times = new ArrayList<>();
    for (long i = 0; i < SAMPLES; i++) {
      times.add(i * from.toNanos());
    }
    long each = (to.toNanos() + from.toNanos() - 1) / from.toNanos();
    long expected = (SAMPLES + each - 1) / each;
    String input = SAMPLES + " samples";
    List<Integer> gap = keep(List.of(0L, 10 * to.toNanos(), 10 * to.toNanos() + 1));
    return List.of(
        Vector.of("count", input, (long) keep(times).size(), expected),
        Vector.of("after a gap", "0, 10 intervals, 1 ns later", gap, List.of(0, 1)));
  }
}
