package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.StrictJson;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What earlier runs left behind, from the log: outputs in our hand, stops, counts and versions. */
final class Recovery {

  private static final int MOST_BYTES = 1 << 22;
  private static final int MOST_APPROVALS = 1_000;

  /** A lease as its intent tells it. */
  record Open(String id, String point, Lease.Holder holder, SignedValue value, Duration ttl) {}

  private record Intended(Open lease, long powered) {}

  private record Ended(String leaseId, String how) {}

  private final PoweredTime powered = new PoweredTime();
  private final TwinWatch twin = new TwinWatch();
  private final Map<String, Intended> intents = new LinkedHashMap<>();
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Set<String> confirmed = new HashSet<>();
  private final Set<String> failed = new HashSet<>();
  private final Stops stops = new Stops();
  private final Set<String> revoked = new HashSet<>();
  private Versions versions = new Versions(0, 0, 0);
  private final Map<Versions, String> digests = new HashMap<>();
  private final Upkeep upkeep = new Upkeep();
  private Mode mode = Mode.OBSERVE;
  private boolean started;

  /** Of the documents that were once in force; none of them goes back. */
  record Versions(long root, long policy, long roster) {
    Versions latest(Versions other) {
      return new Versions(
          Math.max(root, other.root),
          Math.max(policy, other.policy),
          Math.max(roster, other.roster));
    }
  }

  /** Learns from a record of the log, oldest first. */
  void saw(AuditRecord record) {
    started = true;
    powered.saw(record);
    if (record.trusted() > 0) {
      twin.time().atLeast(Instant.ofEpochSecond(record.trusted()));
    }
    switch (record.type()) {
      case MODE -> mode = read(record, Recovery::mode);
      case MAINTENANCE -> upkeep.begin(read(record, Recovery::work));
      case START -> twin.budget().start(record.mono());
      case BUDGET_TICK -> twin.budget().recorded(read(record, Recovery::minutes));
      case TRUST_SET -> read(record, this::trustSet);
      case INTENT -> {
        Open lease = read(record, Recovery::intent);
        intents.put(lease.id(), new Intended(lease, powered.at(record.mono())));
        open.put(lease.id(), lease);
      }
      case ABORTED -> {
        String id = read(record, Recovery::ended).leaseId();
        intents.remove(id);
        open.remove(id);
      }
      case OUTCOME -> outcome(read(record, Recovery::ended));
      case LEASE_END, OVERRIDDEN -> open.remove(read(record, Recovery::ended).leaseId());
      case REVERT_OUTCOME -> reverted(read(record, Recovery::ended));
      case FREEZE, INHIBIT -> stops.begin(read(record, Recovery::stop));
      case RESET -> {
        String id = read(record, Recovery::stop).id();
        stops.reset(id);
        upkeep.end(id);
      }
      case ACKNOWLEDGE -> {
        String id = read(record, Recovery::stop).id();
        failed.remove(id);
        open.remove(id);
      }
      case REVOCATION -> revoked.addAll(read(record, Recovery::stop).points());
      default -> {}
    }
  }

  private void outcome(Ended ended) {
    switch (CommandState.valueOf(ended.how())) {
      case NOT_DONE -> open.remove(ended.leaseId());
      case CONFIRMED -> confirmed.add(ended.leaseId());
      default -> {}
    }
  }

  private void reverted(Ended ended) {
    if (LeaseState.valueOf(ended.how()) == LeaseState.REVERT_FAILED) {
      failed.add(ended.leaseId());
    } else {
      open.remove(ended.leaseId());
    }
  }

  private Versions trustSet(Fields in) {
    Versions found = new Versions(in.int64("root"), in.int64("policy"), in.int64("roster"));
    versions = versions.latest(found);
    digests.put(found, in.sha256("sha256"));
    for (String document : TrustFolder.DOCUMENTS.keySet()) {
      if (in.has(document + "_document")) {
        in.string(document + "_document");
      }
    }
    return found;
  }

  /** Whether the log holds the documents of this set. */
  boolean knows(TrustSet trust) {
    return trust.sha256().equals(digests.get(trust.versions()));
  }

  /** Whether these versions were in force with other content. */
  boolean contradicts(TrustSet trust) {
    String before = digests.get(trust.versions());
    return before != null && !before.equals(trust.sha256());
  }

  private static Open intent(Fields in) {
    Lease.Holder holder =
        new Lease.Holder(
            in.id("issuer"),
            in.sha256("key_id"),
            in.id("cmd_id"),
            in.sha256("answers"),
            in.integer("priority", 0, 100));
    Open lease =
        new Open(
            in.id("lease_id"),
            in.id("point"),
            holder,
            SignedValue.from(in, "value"),
            in.millis("ttl_ms"));
    ignore(in, "raw", "previous", "safe", "binding_sha256", "operate", "offer");
    in.texts("approvals", MOST_APPROVALS);
    return lease;
  }

  private static Mode mode(Fields in) {
    for (String name : List.of("words", "message")) {
      if (in.has(name)) {
        ignore(in, name);
      }
    }
    return in.word("mode", Mode.class);
  }

  private static Upkeep.Work work(Fields in) {
    ignore(in, "message");
    return new Upkeep.Work(
        in.sha256("id"), in.id("device"), in.string("reason"), in.int64("until_powered_ns"));
  }

  private static long minutes(Fields in) {
    ignore(in, "freshness");
    return in.int64("minutes");
  }

  private static Ended ended(Fields in) {
    ignore(in, "point", "words");
    return new Ended(in.id("lease_id"), in.string("how"));
  }

  private static Stops.Stop stop(Fields in) {
    ignore(in, "message");
    return new Stops.Stop(in.id("id"), in.ids("points", 1_000));
  }

  private static void ignore(Fields in, String... names) {
    for (String name : names) {
      in.string(name);
    }
  }

  private static <T> T read(AuditRecord record, Function<Fields, T> reader) {
    try {
      return StrictJson.read(record.body(), MOST_BYTES, reader);
    } catch (MalformedException e) {
      throw new IllegalStateException(
          "audit record " + record.index() + " was not written by this version", e);
    }
  }

  boolean hasStarted() {
    return started;
  }

  /** What earlier runs had reached. */
  Mode mode() {
    return mode;
  }

  Upkeep upkeep() {
    return upkeep;
  }

  TwinWatch twin() {
    return twin;
  }

  PoweredTime powered() {
    return powered;
  }

  /** Outputs that are or may be in our hand, oldest first. */
  List<Open> open() {
    return new ArrayList<>(open.values());
  }

  boolean wasConfirmed(Open lease) {
    return confirmed.contains(lease.id());
  }

  boolean hasFailed(Open lease) {
    return failed.contains(lease.id());
  }

  Stops stops() {
    return stops;
  }

  Set<String> revoked() {
    return Set.copyOf(revoked);
  }

  Versions versions() {
    return versions;
  }

  /** Puts the writes of the past where the limits of pace count them. */
  void countInto(Operations operations, TrustSet trust) {
    for (Intended intended : intents.values()) {
      Open lease = intended.lease();
      trust
          .point(lease.point())
          .flatMap(point -> lease.value().as(point.binding().wire().type()))
          .ifPresent(
              value ->
                  operations.count(
                      lease.point(), new Operations.Operation(intended.powered(), value)));
    }
  }
}
