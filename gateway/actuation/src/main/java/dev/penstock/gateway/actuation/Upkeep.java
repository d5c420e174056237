package dev.penstock.gateway.actuation;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which devices are under maintenance, until when, and why. The time is powered time, so that it
 * goes on after a restart and no clock ends it. Each begin stands by itself until its time is over
 * or it is ended by its id: no late or repeated message shortens another's. Ids are remembered for
 * good, so none begins twice.
 */
final class Upkeep {

  /**
   * One person's work at one device.
   *
   * @param id digest of the message that began it
   * @param until in powered time
   */
  record Work(String id, String device, String reason, long until) {

    Duration left(long powered) {
      return Duration.ofMillis(Math.max(0, (until - powered) / 1_000_000));
    }

    boolean isGoingOn(long powered) {
      return powered - until < 0;
    }
  }

  private final Map<String, Work> works = new LinkedHashMap<>();
  private final Set<String> ever = new TreeSet<>();

  boolean isKnown(String id) {
    return ever.contains(id);
  }

  void begin(Work work) {
    if (ever.add(work.id())) {
      works.put(work.id(), work);
    }
  }

  void end(String id) {
    works.remove(id);
  }

  Optional<Work> find(String id, long powered) {
    return Optional.ofNullable(works.get(id)).filter(work -> work.isGoingOn(powered));
  }

  /** The one that lasts longest. */
  Optional<Work> of(String device, long powered) {
    return works.values().stream()
        .filter(work -> work.device().equals(device) && work.isGoingOn(powered))
        .max(Comparator.comparingLong(Work::until));
  }

  Set<String> devices(long powered) {
    return works.values().stream()
        .filter(work -> work.isGoingOn(powered))
        .map(Work::device)
        .collect(Collectors.toUnmodifiableSet());
  }

  void write(JsonWriter out) {
    out.key("maintenance").array();
    for (Work work : works.values()) {
      out.object()
          .field("id", work.id())
          .field("device", work.device())
          .field("reason", work.reason());
      out.field("until_powered_ns", work.until()).endObject();
    }
    out.endArray();
    Payload.strings(out, "works", ever);
  }

  /** Learns what {@link #write} has written. */
  void read(Json in) {
    for (Json work : in.get("maintenance").list(one -> one)) {
      begin(
          new Work(
              work.get("id").text(),
              work.get("device").text(),
              work.get("reason").text(),
              work.get("until_powered_ns").int64()));
    }
    ever.addAll(in.get("works").list(Json::text));
  }
}
