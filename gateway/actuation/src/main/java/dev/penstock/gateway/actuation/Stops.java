package dev.penstock.gateway.actuation;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Freezes and inhibits. The id of a stop is the digest of the message that made it, so an old RESET
 * can never end a new stop; and ids are remembered for good, so an old message begins none again.
 */
final class Stops {

  private final Map<String, Stop> stops = new LinkedHashMap<>();
  private final Set<String> ever = new TreeSet<>();

  /** A freeze has no points. */
  record Stop(String id, List<String> points) {
    Stop {
      points = List.copyOf(points);
    }

    boolean isFreeze() {
      return points.isEmpty();
    }
  }

  /** False if it was begun before, in whatever run. */
  boolean begin(Stop stop) {
    boolean isNew = ever.add(stop.id());
    if (isNew) {
      stops.put(stop.id(), stop);
    }
    return isNew;
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

  void write(JsonWriter out) {
    Payload.objects(
        out,
        "stops",
        stops.values(),
        (stop, each) -> Payload.strings(each.field("id", stop.id()), "points", stop.points()));
    Payload.strings(out, "ever", ever);
  }

  /** Learns what {@link #write} has written. */
  void read(Json in) {
    for (Json stop : in.get("stops").list(one -> one)) {
      begin(new Stop(stop.get("id").text(), stop.get("points").list(Json::text)));
    }
    ever.addAll(in.get("ever").list(Json::text));
  }
}
