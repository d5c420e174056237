package dev.penstock.gateway.actuation;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.message.SignedValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Outputs that are or may be in our hand, and the writes that a pace counts, from the log. */
final class Unsettled {

  private static final long HOUR = Duration.ofHours(1).toNanos();

  /** A lease as its intent tells it. */
  record Open(String id, String point, Lease.Holder holder, SignedValue value, Duration ttl) {}

  private record Paced(String point, SignedValue value, long powered) {}

  private final Map<String, Paced> paced = new LinkedHashMap<>();
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Set<String> confirmed = new HashSet<>();
  private final Set<String> failed = new HashSet<>();

  /** An intent, at this moment of powered time. */
  void intended(Open lease, long powered) {
    paced.put(lease.id(), new Paced(lease.point(), lease.value(), powered));
    open.put(lease.id(), lease);
  }

  /** Nothing was sent. */
  void aborted(String leaseId) {
    paced.remove(leaseId);
    ended(leaseId);
  }

  void ended(String leaseId) {
    open.remove(leaseId);
    confirmed.remove(leaseId);
    failed.remove(leaseId);
  }

  void outcome(String leaseId, CommandState how) {
    switch (how) {
      case NOT_DONE -> ended(leaseId);
      case CONFIRMED -> confirmed.add(leaseId);
      default -> {}
    }
  }

  void reverted(String leaseId, LeaseState how) {
    if (how == LeaseState.REVERT_FAILED) {
      failed.add(leaseId);
    } else {
      ended(leaseId);
    }
  }

  /** Oldest first. */
  List<Open> open() {
    return new ArrayList<>(open.values());
  }

  boolean wasConfirmed(Open lease) {
    return confirmed.contains(lease.id());
  }

  /** Puts the writes of the past where the limits of pace count them. */
  void countInto(Operations operations, TrustSet trust) {
    for (Paced write : paced.values()) {
      trust
          .point(write.point())
          .flatMap(point -> write.value().as(point.binding().wire().type()))
          .ifPresent(
              value ->
                  operations.count(
                      write.point(), new Operations.Operation(write.powered(), value)));
    }
  }

  /** As of this moment of powered time; what no pace counts any more is left out. */
  void write(JsonWriter out, long powered) {
    Payload.objects(out, "open", open(), this::write);
    Map<String, String> last = new HashMap<>();
    paced.forEach((id, write) -> last.put(write.point(), id));
    paced
        .entrySet()
        .removeIf(one -> isOver(one.getValue(), powered) && !last.containsValue(one.getKey()));
    out.key("paced").array();
    paced.forEach(
        (id, write) -> {
          out.object().field("lease_id", id).field("point", write.point());
          write.value().write(out, "value");
          out.field("powered_ns", write.powered()).endObject();
        });
    out.endArray();
  }

  private static boolean isOver(Paced write, long powered) {
    return powered - write.powered() >= HOUR;
  }

  private void write(Open lease, JsonWriter out) {
    Lease.Holder holder = lease.holder();
    out.field("lease_id", lease.id()).field("point", lease.point());
    out.field("issuer", holder.issuer()).field("key_id", holder.keyId());
    out.field("cmd_id", holder.cmdId()).field("answers", holder.answers());
    out.key("priority").int32(holder.priority());
    lease.value().write(out, "value");
    Payload.millis(out, "ttl_ms", lease.ttl());
    out.field("confirmed", confirmed.contains(lease.id()));
    out.field("failed", failed.contains(lease.id()));
  }

  /** Learns what {@link #write} has written. */
  void read(Json in) {
    for (Json one : in.get("open").list(each -> each)) {
      Open lease = open(one);
      open.put(lease.id(), lease);
      if (one.get("confirmed").bool()) {
        confirmed.add(lease.id());
      }
      if (one.get("failed").bool()) {
        failed.add(lease.id());
      }
    }
    for (Json one : in.get("paced").list(each -> each)) {
      long powered = one.get("powered_ns").int64();
      paced.put(
          one.get("lease_id").text(), new Paced(one.get("point").text(), value(one), powered));
    }
  }

  private static Open open(Json in) {
    Lease.Holder holder =
        new Lease.Holder(
            in.get("issuer").text(),
            in.get("key_id").text(),
            in.get("cmd_id").text(),
            in.get("answers").text(),
            in.get("priority").int32());
    Duration ttl = Duration.ofMillis(in.get("ttl_ms").int64());
    return new Open(in.get("lease_id").text(), in.get("point").text(), holder, value(in), ttl);
  }

  private static SignedValue value(Json in) {
    return SignedValue.parse(String.valueOf(in.get("value").plain()));
  }
}
