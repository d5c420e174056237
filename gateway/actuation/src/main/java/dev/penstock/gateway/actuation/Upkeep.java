package dev.penstock.gateway.actuation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which devices are under maintenance, until when, and why. The time is powered time, so that it
 * goes on after a restart and no clock ends it.
 */
final class Upkeep {

  /**
   * One device's.
   *
   * @param until in powered time
   */
  record Work(String device, String reason, long until) {

    Duration left(long powered) {
      return Duration.ofMillis(Math.max(0, (until - powered) / 1_000_000));
    }
  }

  private final Map<String, Work> byDevice = new LinkedHashMap<>();

  /** Begins it, or with a time that is over ends it. */
  void put(Work work) {
    byDevice.put(work.device(), work);
  }

  Optional<Work> of(String device, long powered) {
    return Optional.ofNullable(byDevice.get(device)).filter(work -> powered - work.until() < 0);
  }

  Set<String> devices(long powered) {
    return byDevice.keySet().stream()
        .filter(device -> of(device, powered).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }
}
