package dev.penstock.gateway.actuation;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditLog;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.Custody;
import dev.penstock.gateway.actuation.audit.RecordType;
import dev.penstock.gateway.actuation.audit.Retirement;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the gate's records: what each holds, in one place. */
final class Trail {

  /** Of a refused document only its digest is kept, which the answer names. */
  private static final int LARGEST_EVIDENCE = 16 * 1024;

  private final AuditLog log;
  private final Custody custody;
  private final @Nullable Retirement retirement;
  private long last;

  /**
   * Over a log.
   *
   * @param retirement of its full files; null if they stay
   */
  Trail(AuditLog log, Custody custody, @Nullable Retirement retirement) {
    this.log = log;
    this.custody = custody;
    this.retirement = retirement;
  }

  /** Full files go once these twins have vouched for them and the site has a copy. */
  void retire(long now, List<String> twins) throws AuditException {
    if (retirement != null) {
      retirement.tick(now, twins);
    }
  }

  /** Who vouches for the log. */
  Custody custody() {
    return custody;
  }

  /** Of this run. */
  String incarnation() {
    return log.incarnation();
  }

  boolean isSound() {
    return log.isSound();
  }

  boolean hasRoomForACommand() {
    return custody.rolledBack().isEmpty() && log.hasRoom(RecordType.SELECT, log.aCommand());
  }

  /** Why no command can be recorded. */
  Reason whyClosed() {
    if (custody.rolledBack().isPresent()) {
      return Reason.ROLLED_BACK;
    }
    return log.isSound() ? Reason.LOG_FULL : Reason.LOG_UNAVAILABLE;
  }

  void start(String gateway, TrustSet trust, Mode mode, Opening opening) throws AuditException {
    JsonWriter start = json().field("gateway", gateway).field("clock", opening.clock());
    put(RecordType.START, start.field("cut", log.wasCut()));
    trustSet(trust, opening.documents());
    mode(mode, "at the start");
  }

  /**
   * Returns when it is durable: only now the documents are in force.
   *
   * @param documents envelopes that the log does not hold yet, by kind
   */
  LogPlace trustSet(TrustSet trust, Map<String, String> documents) throws AuditException {
    JsonWriter json =
        json()
            .field("root", trust.root().head().version())
            .field("policy", trust.policy().head().version())
            .field("roster", trust.roster().head().version())
            .field("sha256", trust.sha256());
    documents.forEach((kind, raw) -> json.field(kind + "_document", raw));
    LogPlace place = place(put(RecordType.TRUST_SET, json));
    force();
    return place;
  }

  /**
   * What a run begins with, besides the rules in force.
   *
   * @param clock the wall clock, for people; proves nothing
   * @param documents the envelopes of root, policy and roster, if the log does not hold them yet:
   *     whoever has the log can then check every signature in it
   */
  record Opening(String clock, Map<String, String> documents) {
    Opening {
      documents = Collections.unmodifiableMap(new TreeMap<>(documents));
    }
  }

  void select(OpenOffer offer, String offerDigest) throws AuditException {
    put(
        RecordType.SELECT,
        bytes(json().field("offer_sha256", offerDigest), "select", offer.arrived().raw()));
  }

  void approval(Arrived approval, String issuer) throws AuditException {
    put(RecordType.APPROVAL, bytes(json().field("issuer", issuer), "approval", approval.raw()));
  }

  LogPlace refused(Arrived message, String issuer, Finding why) throws AuditException {
    JsonWriter json = json().field("issuer", issuer).field("reason", why.reason().name());
    json.field("words", why.words());
    byte[] raw = message.raw();
    boolean isLarge = raw.length > LARGEST_EVIDENCE;
    return place(put(RecordType.REFUSED, bytes(json, "message", isLarge ? new byte[0] : raw)));
  }

  /**
   * How long the gateway was powered without the twin's word.
   *
   * @param word what brought it back to zero; empty for a count
   */
  void budget(long minutes, byte[] word) throws AuditException {
    put(RecordType.BUDGET_TICK, bytes(json().field("minutes", minutes), "freshness", word));
    force();
  }

  void aggregate(String what) throws AuditException {
    put(RecordType.REFUSED_AGGREGATE, json().field("counts", what));
  }

  /** Returns when it is durable: only now a write may begin. */
  LogPlace intent(Lease lease, Arrived operate, OpenOffer offer, Evidence evidence)
      throws AuditException {
    Lease.Holder holder = lease.holder();
    JsonWriter json =
        json()
            .field("lease_id", lease.id())
            .field("point", lease.point().point())
            .field("issuer", holder.issuer())
            .field("key_id", holder.keyId())
            .field("cmd_id", holder.cmdId())
            .field("answers", holder.answers());
    json.key("priority").int32(holder.priority());
    lease.hold().signed().write(json, "value");
    Payload.millis(json, "ttl_ms", lease.hold().ttl());
    json.field("raw", evidence.raw()).field("previous", evidence.previous());
    json.field("safe", evidence.safe());
    json.field("binding_sha256", lease.point().binding().sha256());
    bytes(json, "operate", operate.raw());
    bytes(json, "offer", offer.envelope());
    List<String> approvals = offer.approvers().stream().map(a -> text(a.raw())).toList();
    Payload.strings(json, "approvals", approvals);
    LogPlace place = place(put(RecordType.INTENT, json));
    force();
    return place;
  }

  /**
   * What an intent says about the device, in its raw form.
   *
   * @param previous what it showed before, for people; may be empty
   * @param safe where the lease will end
   */
  record Evidence(String raw, String previous, String safe) {}

  LogPlace aborted(Lease lease, Finding why) throws AuditException {
    return ended(RecordType.ABORTED, lease, why.reason().name(), why.words());
  }

  LogPlace outcome(Lease lease, CommandState outcome, String words) throws AuditException {
    return ended(RecordType.OUTCOME, lease, outcome.name(), words);
  }

  LogPlace leaseEnd(Lease lease, LeaseState how, String why) throws AuditException {
    return ended(RecordType.LEASE_END, lease, how.name(), why);
  }

  LogPlace overridden(Lease lease, String words) throws AuditException {
    return ended(RecordType.OVERRIDDEN, lease, LeaseState.OVERRIDDEN.name(), words);
  }

  LogPlace revertIntent(Lease lease, String raw) throws AuditException {
    return ended(RecordType.REVERT_INTENT, lease, lease.why(), raw);
  }

  LogPlace revertOutcome(Lease lease, LeaseState how, String words) throws AuditException {
    return ended(RecordType.REVERT_OUTCOME, lease, how.name(), words);
  }

  LogPlace renewed(Lease lease, Arrived control) throws AuditException {
    JsonWriter json = json().field("lease_id", lease.id()).field("number", lease.renewals());
    return place(put(RecordType.RENEW, bytes(json, "message", control.raw())));
  }

  /** A freeze, inhibit, reset, acknowledgement, revocation, release or cancel. */
  LogPlace control(RecordType type, String id, List<String> points, Arrived message)
      throws AuditException {
    JsonWriter json = json().field("id", id);
    Payload.strings(json, "points", points);
    LogPlace place = place(put(type, bytes(json, "message", message.raw())));
    force();
    return place;
  }

  LogPlace maintenance(Upkeep.Work work, Arrived message) throws AuditException {
    JsonWriter json =
        json()
            .field("id", work.id())
            .field("device", work.device())
            .field("reason", work.reason())
            .field("until_powered_ns", work.until());
    LogPlace place = place(put(RecordType.MAINTENANCE, bytes(json, "message", message.raw())));
    force();
    return place;
  }

  LogPlace mode(Mode mode, String why) throws AuditException {
    return mode(mode, why, new byte[0]);
  }

  /**
   * What the mode is from now on.
   *
   * @param message the envelope that asked for it; empty if none did
   */
  LogPlace mode(Mode mode, String why, byte[] message) throws AuditException {
    JsonWriter json = json().field("mode", mode.name()).field("words", Desk.shortened(why));
    LogPlace place = place(put(RecordType.MODE, bytes(json, "message", message)));
    force();
    return place;
  }

  /** A write that the policy asks for and no command. */
  void standing(String point, String words) throws AuditException {
    put(RecordType.STANDING_WRITE, json().field("point", point).field("words", words));
    force();
  }

  private LogPlace ended(RecordType type, Lease lease, String how, String words)
      throws AuditException {
    JsonWriter json = json().field("lease_id", lease.id()).field("point", lease.point().point());
    LogPlace place = place(put(type, json.field("how", how).field("words", words)));
    force();
    return place;
  }

  /** Everything before is durable when this returns. */
  void force() throws AuditException {
    log.force();
  }

  /** Of the newest record. */
  LogPlace last() {
    return new LogPlace(log.incarnation(), last);
  }

  private static JsonWriter json() {
    return new JsonWriter().object();
  }

  private static JsonWriter bytes(JsonWriter json, String name, byte[] bytes) {
    return json.field(name, text(bytes));
  }

  /** An envelope was read as JSON before it came here, so its bytes come back from this text. */
  private static String text(byte[] envelope) {
    return new String(envelope, StandardCharsets.UTF_8);
  }

  private AuditRecord put(RecordType type, JsonWriter json) throws AuditException {
    AuditRecord record = log.append(type, json.endObject().bytes());
    last = record.index();
    return record;
  }

  private static LogPlace place(AuditRecord record) {
    return new LogPlace(record.incarnation(), record.index());
  }
}
