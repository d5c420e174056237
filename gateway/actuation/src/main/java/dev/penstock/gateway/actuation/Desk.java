package dev.penstock.gateway.actuation;

import dev.penstock.contract.Observation;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Execution;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Reply;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Limits;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * What all parts of the gate share: the rules in force, its memory, and how it answers. Gate thread
 * only.
 */
final class Desk {

  private static final int REFUSALS_AN_HOUR = 60;

  private final GateIdentity identity;
  private final GatePorts ports;
  private final World.Memory memory;
  private final Links links;
  private final Book book;
  private final HourlyBudget refusals = new HourlyBudget(REFUSALS_AN_HOUR);

  private TrustSet trust;
  private final Conditions conditions;

  /** Where it writes, and what it has answered. */
  record Book(Trail trail, Replies replies, Answers answers, Register register) {}

  Desk(GateIdentity identity, GatePorts ports, TrustSet trust, World.Memory memory, Book book) {
    this.identity = identity;
    this.ports = ports;
    this.trust = trust;
    this.memory = memory;
    this.book = book;
    this.links = new Links(ports.plant());
    this.conditions = new Conditions(links, point -> this.trust.policy().binding(point));
    memory.twin().time().atLeast(trust.newest());
    book.replies().copyTo(() -> this.trust.twins());
  }

  long now() {
    return ports.clocks().mono().nanos();
  }

  /** 16 random bytes in hex. */
  String random() {
    byte[] bytes = new byte[16];
    ports.random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** 0 to below the bound. */
  long random(long bound) {
    return bound <= 0 ? 0 : (long) (ports.random().nextDouble() * bound);
  }

  GateIdentity identity() {
    return identity;
  }

  Mode mode() {
    return trust.atMost(identity.mode().reached());
  }

  ModeSwitch modeSwitch() {
    return identity.mode();
  }

  TrustSet trust() {
    return trust;
  }

  void trust(TrustSet next) {
    trust = next;
    memory.twin().time().atLeast(next.newest());
  }

  /** How current the rules are now. */
  Currency currency() {
    Currency currency = memory.twin().at(trust, now());
    return trail().custody().rolledBack().isPresent()
        ? new Currency(
            TrustState.EXPIRED, Finding.no(Reason.ROLLED_BACK, ""), null, currency.silence())
        : currency;
  }

  World.Memory memory() {
    return memory;
  }

  Plant plant() {
    return ports.plant();
  }

  Links links() {
    return links;
  }

  Conditions conditions() {
    return conditions;
  }

  Trail trail() {
    return book.trail();
  }

  Replies replies() {
    return book.replies();
  }

  Answers answers() {
    return book.answers();
  }

  Register register() {
    return book.register();
  }

  void seen(Observation readBack) {
    ports.readBacks().accept(readBack);
  }

  World world() {
    return new World(mode(), trust, currency(), memory, conditions);
  }

  /** Asks every gate, under each grant that there is for this. */
  Passage judge(BoundPoint point, Order order) {
    return judge(point, order, Moment.OPERATE);
  }

  Passage judge(BoundPoint point, Order order, Moment moment) {
    World world = world();
    Sights sights = lastSights();
    Limits commissioned = identity.commissioned(point.point());
    return Passage.best(
        Permit.of(point, commissioned, trust.policy().grants(), order).stream()
            .map(permit -> Gates.pass(new Case(order, permit, sights, world), moment))
            .toList());
  }

  Sights lastSights() {
    return new LastSights(ports.plant(), now());
  }

  /** Audience, then issuer: whose word it is. */
  Finding identify(Head head, Arrived message) {
    if (!head.aud().equals(identity.gateway())) {
      return Finding.no(Reason.WRONG_AUDIENCE, head.aud());
    }
    Optional<Member> member = find(message.keyId());
    boolean known =
        member
            .filter(m -> m.kind() != Member.Kind.GATEWAY && m.name().equals(head.issuer()))
            .isPresent();
    return Finding.require(known, Reason.ISSUER_UNKNOWN, head.issuer());
  }

  /** Who speaks with this key, if anybody. */
  Optional<Member> find(String keyId) {
    return trust.member(keyId, memory.twin().time().floor(now()));
  }

  Member member(Arrived message) {
    return find(message.keyId()).orElseThrow();
  }

  /** Whether a grant allows the sender something that is no SET. */
  boolean may(Action action, String point, Arrived message) {
    return Permit.allows(trust.policy().grants(), action, point, member(message), message.keyId());
  }

  /**
   * Whether this cmd_id was used before. The same message gets its stored answer again; another one
   * is refused and does not touch the first.
   */
  boolean isRepeat(Head head, Arrived message) {
    Optional<Answers.Entry> before = answers().find(message.keyId(), head.cmdId());
    if (before.isEmpty()) {
      answers().began(message.keyId(), head.cmdId(), message.digest());
      return false;
    }
    if (before.get().isOf(message.digest())) {
      before.get().answer().ifPresent(answer -> replies().again(message.keyId(), answer));
    } else {
      Logger.warn(
          "a cmd_id came twice with different content: issuer={} cmd_id={}",
          head.issuer(),
          head.cmdId());
      Finding conflict = Finding.no(Reason.ID_CONFLICT, head.cmdId());
      record(message, head.issuer(), conflict)
          .ifPresent(
              place ->
                  replies()
                      .receipt(
                          receipt(
                              message,
                              head.cmdId(),
                              new Receipt.Result(
                                  Outcome.REFUSED, conflict.reason().name(), conflict.words()),
                              place)));
      note(new Subject("", "", head.issuer()), Outcome.REFUSED, conflict);
    }
    return true;
  }

  private Receipt receipt(Arrived message, String cmdId, Receipt.Result result, LogPlace place) {
    Reply reply = new Reply(identity.gateway(), message.keyId(), cmdId);
    return new Receipt(reply, message.digest(), result, null, place);
  }

  /** There is no head to answer to but the digest of what came. */
  void refuseMalformed(Arrived message, MalformedException why) {
    String issuer = find(message.keyId()).map(Member::name).orElse("unknown");
    Head head = new Head(identity.gateway(), message.digest(), issuer);
    Finding finding = Finding.no(Reason.MALFORMED, shortened(String.valueOf(why.getMessage())));
    refuse(message, head, new Subject("", "", issuer), finding);
  }

  void refuse(Arrived message, Head head, Subject subject, Finding why) {
    record(message, head.issuer(), why)
        .ifPresent(place -> answer(message, head, new Said(Outcome.REFUSED, why), place));
    note(subject, Outcome.REFUSED, why);
  }

  /** An answer to a message that brings no value to the plant. */
  record Said(Outcome outcome, Finding finding) {}

  void answer(Arrived message, Head head, Said said, LogPlace place) {
    String code = said.finding().isYes() ? "" : said.finding().reason().name();
    String words = said.finding().isYes() ? said.finding().detail() : said.finding().words();
    Receipt.Result result = new Receipt.Result(said.outcome(), code, shortened(words));
    byte[] envelope = replies().receipt(receipt(message, head.cmdId(), result, place));
    answers().answered(message.keyId(), head.cmdId(), envelope);
  }

  /** What became of a lease, to its holder. */
  byte[] tell(Lease lease, Receipt.Result result, @Nullable Execution execution, LogPlace place) {
    Lease.Holder holder = lease.holder();
    Reply reply = new Reply(identity.gateway(), holder.keyId(), holder.cmdId());
    return replies().receipt(new Receipt(reply, holder.answers(), result, execution, place));
  }

  void note(Subject subject, Outcome outcome, Finding finding) {
    String code = finding.isYes() ? "" : finding.reason().name();
    String words = finding.isYes() ? finding.detail() : finding.words();
    register()
        .add(
            new GateStatus.Command(
                ports.clocks().wall().nanos(),
                subject.point(),
                subject.asked(),
                subject.issuer(),
                new GateStatus.Result(outcome, code, words)));
  }

  /** Where the refusal is recorded; empty if there is no log to record it in. */
  private Optional<LogPlace> record(Arrived message, String issuer, Finding why) {
    if (!refusals.spend(message.keyId(), now())) {
      return Optional.of(trail().last());
    }
    try {
      return Optional.of(trail().refused(message, issuer, why));
    } catch (AuditException e) {
      Logger.warn("a refusal could not be recorded: {}", e.getMessage());
      return trail().isSound() ? Optional.of(trail().last()) : Optional.empty();
    }
  }

  static String shortened(String words) {
    String printable = words.replaceAll("\\p{Cntrl}", " ");
    return printable.length() > 900 ? printable.substring(0, 900) + "…" : printable;
  }
}
