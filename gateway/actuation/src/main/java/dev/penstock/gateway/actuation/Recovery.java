package dev.penstock.gateway.actuation;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.StrictJson;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What earlier runs left behind, from the log: outputs in our hand, stops, counts and versions. */
final class Recovery {

  private static final int MOST_BYTES = 1 << 22;
  private static final int MOST_APPROVALS = 1_000;
  private static final String FIELD = "gate";

  private final PoweredTime powered = new PoweredTime();
  private final TwinWatch twin = new TwinWatch();
  private final Unsettled unsettled = new Unsettled();
  private final RulesSeen rules = new RulesSeen();
  private final Stops stops = new Stops();
  private final Upkeep upkeep = new Upkeep();
  private Mode mode = Mode.OBSERVE;
  private boolean started;

  private record Ended(String leaseId, String how) {}

  /** Learns from a record of the log, oldest first. */
  void saw(AuditRecord record) {
    boolean first = !started;
    started = true;
    if (first && record.type() == RecordType.CARRIED_OVER) {
      carried(Json.parse(record.body(), MOST_BYTES));
    }
    powered.saw(record);
    if (record.trusted() > 0) {
      twin.time().atLeast(Instant.ofEpochSecond(record.trusted()));
    }
    switch (record.type()) {
      case MODE -> mode = read(record, Recovery::mode);
      case MAINTENANCE -> upkeep.begin(read(record, Recovery::work));
      case START -> twin.budget().start(record.mono());
      case BUDGET_TICK -> twin.budget().recorded(read(record, Recovery::minutes));
      case TRUST_SET -> read(record, rules::trustSet);
      case INTENT -> unsettled.intended(read(record, Recovery::intent), powered.at(record.mono()));
      case ABORTED -> unsettled.aborted(read(record, Recovery::ended).leaseId());
      case OUTCOME -> {
        Ended ended = read(record, Recovery::ended);
        unsettled.outcome(ended.leaseId(), CommandState.valueOf(ended.how()));
      }
      case LEASE_END, OVERRIDDEN -> unsettled.ended(read(record, Recovery::ended).leaseId());
      case REVERT_OUTCOME -> {
        Ended ended = read(record, Recovery::ended);
        unsettled.reverted(ended.leaseId(), LeaseState.valueOf(ended.how()));
      }
      case FREEZE, INHIBIT -> stops.begin(read(record, Recovery::stop));
      case RESET -> {
        String id = read(record, Recovery::stop).id();
        stops.reset(id);
        upkeep.end(id);
      }
      case ACKNOWLEDGE -> unsettled.ended(read(record, Recovery::stop).id());
      case REVOCATION -> rules.revoke(read(record, Recovery::stop).points());
      default -> {}
    }
  }

  /** Everything that a start has to know, for the beginning of a new file. */
  void write(JsonWriter out) {
    out.key(FIELD).object().field("mode", mode.name());
    powered.write(out);
    out.field("minutes", twin.budget().recorded()).field("time", twin.time().seconds(0));
    rules.write(out);
    unsettled.write(out, powered.soFar());
    stops.write(out);
    upkeep.write(out);
    out.endObject();
  }

  /** Another one that knows as much. */
  Recovery copy() {
    JsonWriter out = new JsonWriter().object();
    write(out);
    Recovery copy = new Recovery();
    copy.started = started;
    copy.carried(Json.parse(out.endObject().bytes(), Integer.MAX_VALUE));
    return copy;
  }

  private void carried(Json body) {
    Json in = body.get(FIELD);
    mode = Mode.valueOf(in.get("mode").text());
    powered.read(in);
    twin.budget().recorded(in.get("minutes").int64());
    twin.time().atLeast(Instant.ofEpochSecond(in.get("time").int64()));
    rules.read(in);
    unsettled.read(in);
    stops.read(in);
    upkeep.read(in);
  }

  private static Unsettled.Open intent(Fields in) {
    Lease.Holder holder =
        new Lease.Holder(
            in.id("issuer"),
            in.sha256("key_id"),
            in.id("cmd_id"),
            in.sha256("answers"),
            in.integer("priority", 0, 100));
    Unsettled.Open lease =
        new Unsettled.Open(
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

  Unsettled unsettled() {
    return unsettled;
  }

  RulesSeen rules() {
    return rules;
  }

  Stops stops() {
    return stops;
  }
}
