package dev.penstock.gateway.actuation;

import dev.penstock.contract.Observation;
import java.time.Duration;

/**
 * A value and how fresh it is.
 *
 * @param aliveMono when the point last gave a sign of life, on the monotonic clock
 */
public record Sighting(Observation observation, long aliveMono) {

  Duration age(long nowMono) {
    return Duration.ofNanos(Math.max(0, nowMono - aliveMono));
  }

  boolean isOlderThan(Duration maxAge, long nowMono) {
    return nowMono - aliveMono > maxAge.toNanos();
  }
}
