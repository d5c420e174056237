package dev.penstock.deviceprofiles.fit;

import java.time.Duration;
import java.util.List;

/**
 * Calls a value stale as early as the consumer needs.
 *
 * @param after age at which it is stale
 */
record EarlierStale(Duration after) implements Executable {

  boolean isStale(Duration age) {
    return age.compareTo(after) > 0;
  }

  @Override
  public List<Vector> run() {
    return List.of(
        Vector.of("at the limit", after, isStale(after), false),
        Vector.of("just over it", after.plusNanos(1), isStale(after.plusNanos(1)), true),
        Vector.of("fresh", Duration.ZERO, isStale(Duration.ZERO), false));
  }
}
