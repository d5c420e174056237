package dev.penstock.gateway.actuation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Freezes and inhibits. The id of a stop is the digest of the message that made it, so an old RESET
 * can never end a new stop.
 */
final class Stops {

  private final Map<String, Stop> stops = new LinkedHashMap<>();

  /** A freeze has no points. */
  record Stop(String id, List<String> points) {
    Stop {
      points = List.copyOf(points);
    }

    boolean isFreeze() {
      return points.isEmpty();
    }
  }

  void add(Stop stop) {
    stops.put(stop.id(), stop);
  }

  Optional<Stop> reset(String id) {
    return Optional.ofNullable(stops.remove(id));
  }

  Optional<Stop> find(String id) {
    return Optional.ofNullable(stops.get(id));
  }

  Optional<Stop> freeze() {
    return stops.values().stream().filter(Stop::isFreeze).findFirst();
  }

  Optional<Stop> inhibit(String point) {
    return stops.values().stream().filter(stop -> stop.points().contains(point)).findFirst();
  }
}
