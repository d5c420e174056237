package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Execution;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * The way of a command, from top to bottom: select → offer → operate → gates → durable intent →
 * final check → one write → read-back → durable outcome → receipt. Whatever comes here has a good
 * signature of a known key; that alone allows nothing. Gate thread only.
 */
final class CommandPath {

  private final Desk desk;
  private final OfferBook offers;
  private final OfferMaker offerMaker;
  private final FinalCheck finalCheck;
  private final List<Running> running = new ArrayList<>();

  CommandPath(Desk desk, OfferBook offers) {
    this.desk = desk;
    this.offers = offers;
    this.offerMaker = new OfferMaker(desk);
    this.finalCheck = new FinalCheck(desk);
  }

  /** Phase one: asks what a write would meet, and writes nothing. */
  void select(Arrived message) {
    Select select;
    try {
      select = message.verified().read(Select::read);
    } catch (MalformedException e) {
      refuseMalformed(message, e);
      return;
    }
    Desk.Subject subject = subject(select);
    Finding identity = identify(select, message);
    if (!identity.isYes()) {
      desk.refuse(message, select.head(), subject, identity);
      return;
    }
    if (desk.isRepeat(select.head(), message)) {
      return;
    }
    Optional<BoundPoint> point = desk.trust().point(select.demand().point());
    if (point.isEmpty()) {
      Finding unknown = Finding.no(Reason.POINT_NOT_IN_POLICY, select.demand().point());
      desk.refuse(message, select.head(), subject, unknown);
    } else if (!desk.trail().hasRoomForACommand()) {
      desk.refuse(message, select.head(), subject, logIsFull());
    } else {
      offer(message, select, point.get());
    }
  }

  private void offer(Arrived message, Select select, BoundPoint point) {
    Order order = new Order(select, desk.member(message), message.keyId(), null);
    Permit permit = Permit.of(point, desk.trust().policy().grants(), order);
    OpenOffer offer;
    try {
      offer = offerMaker.make(message, new Case(order, permit, desk.lastSights(), desk.world()));
    } catch (RuntimeException e) {
      Logger.error(e, "an offer could not be made by a fault of ours: point={}", point.point());
      Finding failed = Finding.unknown(Reason.GATE_FAILED, "offer");
      desk.refuse(message, select.head(), subject(select), failed);
      return;
    }
    String digest = OfferMaker.digest(offer);
    offers.put(digest, offer);
    desk.answers().answered(message.keyId(), select.head().cmdId(), offer.envelope());
    try {
      desk.trail().select(offer, digest);
    } catch (AuditException e) {
      Logger.warn("a select could not be recorded: {}", e.getMessage());
    }
  }

  /** Phase two: carries out exactly what an offer of this run showed, once. */
  void operate(Arrived message) {
    Operate operate;
    try {
      operate = message.verified().read(Operate::read);
    } catch (MalformedException e) {
      refuseMalformed(message, e);
      return;
    }
    Optional<OpenOffer> offer = offers.find(operate.offerSha256());
    Desk.Subject subject =
        offer
            .map(o -> subject(o.select()))
            .orElse(new Desk.Subject("", "", operate.head().issuer()));
    Finding identity = desk.identify(operate.head(), message);
    if (!identity.isYes()) {
      desk.refuse(message, operate.head(), subject, identity);
      return;
    }
    if (desk.isRepeat(operate.head(), message)) {
      return;
    }
    Finding ticket =
        offer.map(o -> redeem(o, message)).orElse(Finding.no(Reason.NONCE_UNKNOWN, ""));
    if (!ticket.isYes()) {
      desk.refuse(message, operate.head(), subject, ticket);
      return;
    }
    judge(message, operate.head(), offer.orElseThrow());
  }

  /** Spends the nonce: after this the offer is good for nothing else. */
  private Finding redeem(OpenOffer offer, Arrived message) {
    if (!offer.arrived().keyId().equals(message.keyId())) {
      return Finding.no(Reason.NOT_YOUR_OFFER, "");
    }
    if (offer.state() == CommandState.SELECTED && offer.isExpired(desk.now())) {
      offer.to(CommandState.EXPIRED);
    }
    return switch (offer.state()) {
      case SELECTED -> {
        offer.to(CommandState.OPERATING);
        yield Finding.YES;
      }
      case EXPIRED -> Finding.no(Reason.SELECT_EXPIRED, "");
      case CANCELLED -> Finding.no(Reason.TRUST_CHANGED, "cancelled");
      default -> Finding.no(Reason.NONCE_USED, "");
    };
  }

  private void judge(Arrived message, Head head, OpenOffer offer) {
    Order order = new Order(offer.select(), desk.member(message), message.keyId(), offer);
    BoundPoint point = desk.trust().point(order.demand().point()).orElseThrow();
    Permit permit = Permit.of(point, desk.trust().policy().grants(), order);
    Case c = new Case(order, permit, desk.lastSights(), desk.world());
    Optional<Finding> no = Gates.firstNo(c);
    if (no.isEmpty() && !desk.trail().hasRoomForACommand()) {
      no = Optional.of(logIsFull());
    }
    if (no.isPresent()) {
      offer.to(CommandState.REFUSED);
      desk.refuse(message, head, subject(offer.select()), no.get());
      return;
    }
    intend(message, head, order, permit);
  }

  /** From here on the output counts as in our hand, and every way leads to a recorded end. */
  private void intend(Arrived message, Head head, Order order, Permit permit) {
    OpenOffer offer = order.offered().orElseThrow();
    Lease lease = lease(message, head, order, permit);
    LogPlace place;
    try {
      place = desk.trail().intent(lease, message, offer, evidence(permit, lease));
    } catch (AuditException | NotRepresentableException e) {
      offer.to(CommandState.REFUSED);
      Finding why = Finding.unknown(Reason.LOG_UNAVAILABLE, String.valueOf(e.getMessage()));
      desk.refuse(message, head, subject(offer.select()), why);
      return;
    }
    Logger.debug("intent is durable: index={}", place.index());
    offer.to(CommandState.INTENDED);
    desk.memory().leases().put(lease);
    FinalCheck.Result check = check(order, permit, offer);
    FinalCheck.Passed passed = check.passed();
    if (passed == null) {
      abort(offer, lease, check.finding());
    } else {
      writeOrRevert(offer, lease, passed);
    }
  }

  /** Whatever goes wrong by a fault of ours after the intent, the output goes back. */
  private void writeOrRevert(OpenOffer offer, Lease lease, FinalCheck.Passed passed) {
    try {
      write(offer, lease, passed);
    } catch (RuntimeException e) {
      Logger.error(
          e, "a command failed by a fault of ours; its output goes back: lease={}", lease.id());
      if (lease.state() == LeaseState.PRESUMED) {
        running.removeIf(command -> command.lease() == lease);
        lease.due("FAULT", desk.now());
      }
    }
  }

  private Lease lease(Arrived message, Head head, Order order, Permit permit) {
    Lease.Holder holder =
        new Lease.Holder(
            order.issuer().name(),
            message.keyId(),
            head.cmdId(),
            message.digest(),
            order.demand().priority());
    Lease.Hold hold =
        new Lease.Hold(
            order.demand().value(), permit.value(order).orElseThrow(), order.demand().lease());
    BoundPoint point = permit.point();
    Lease before = desk.memory().leases().of(point.point()).orElse(null);
    return new Lease(desk.random(), point, holder, hold, before).from(desk.now());
  }

  private Trail.Evidence evidence(Permit permit, Lease lease) throws NotRepresentableException {
    String point = lease.point().point();
    PointWriter writer = desk.links().writer(point).orElseThrow();
    String previous =
        desk.lastSights().good(point, Duration.ofDays(1)).map(Value::toString).orElse("");
    String safe = String.valueOf(permit.point().safe().value());
    return new Trail.Evidence(
        writer.encode(point, lease.hold().value()).toString(),
        previous,
        permit.point().safe().kind() + " " + safe);
  }

  /** A check that throws says no. */
  private FinalCheck.Result check(Order order, Permit permit, OpenOffer offer) {
    try {
      return finalCheck.of(order, permit, offer);
    } catch (RuntimeException e) {
      Logger.error(e, "final check failed, which counts as no: point={}", permit.point().point());
      return FinalCheck.Result.no(Finding.unknown(Reason.GATE_FAILED, "final check"));
    }
  }

  /** One request, never repeated. */
  private void write(OpenOffer offer, Lease lease, FinalCheck.Passed passed) {
    String point = lease.point().point();
    WriteAnswer answer = send(lease, passed.writer());
    if (answer.result() == WriteAnswer.Result.NOT_SENT) {
      abort(offer, lease, Finding.no(Reason.NOT_SENT, answer.words()));
      return;
    }
    offer.to(CommandState.SENT);
    long now = desk.now();
    desk.memory()
        .operations()
        .count(
            point, new Operations.Operation(desk.memory().powered().at(now), lease.hold().value()));
    offer.to(CommandState.READ_BACK);
    Running command = Running.begin(offer, lease, answer, passed.before(), now);
    if (command.isAnswered()) {
      running.add(command);
      readBack();
    } else {
      desk.plant().reopen(lease.point().binding().device());
      finish(command, Probe.Result.WAITING);
    }
  }

  private WriteAnswer send(Lease lease, PointWriter writer) {
    String point = lease.point().point();
    RawValue raw;
    try {
      raw = writer.encode(point, lease.hold().value());
    } catch (NotRepresentableException e) {
      return new WriteAnswer(WriteAnswer.Result.NOT_SENT, 0, String.valueOf(e.getMessage()));
    }
    try {
      return writer.write(point, raw, desk.identity().timeout());
    } catch (RuntimeException e) {
      Logger.error(e, "a write failed by a fault of ours; it may have happened: point={}", point);
      return new WriteAnswer(WriteAnswer.Result.UNKNOWN, 0, "the driver failed");
    }
  }

  /** Reads back what is due; to be called often. */
  void readBack() {
    for (Running command : List.copyOf(running)) {
      Probe.Result read =
          command.probe().poll(desk.plant(), desk.now(), desk.identity().timeout(), desk::seen);
      if (read != Probe.Result.WAITING) {
        running.remove(command);
        finish(command, read);
      }
    }
  }

  /** Whether a read-back is awaited. */
  boolean isBusy() {
    return !running.isEmpty();
  }

  private void finish(Running command, Probe.Result read) {
    Lease lease = command.lease();
    Finding finding = command.judge(read);
    CommandState state = Running.state(finding);
    command.offer().to(state);
    record(command, state, finding);
    switch (state) {
      case CONFIRMED -> lease.confirmed(desk.now());
      case NOT_DONE -> {
        lease.to(LeaseState.ENDED);
        desk.memory().leases().asBefore(lease);
      }
      default -> {
        Duration settle = lease.point().readBack().settle();
        lease.due(state.name(), desk.now() + (command.isAnswered() ? 0 : settle.toNanos()));
      }
    }
  }

  /** The outcome is durable before anybody is told. */
  private void record(Running command, CommandState state, Finding finding) {
    Lease lease = command.lease();
    String words = finding.isYes() ? "Carried out and read back." : Desk.shortened(finding.words());
    try {
      LogPlace place = desk.trail().outcome(lease, state, words);
      answer(command, state, finding, place);
      if (state != CommandState.NOT_DONE) {
        endReplaced(lease);
      }
    } catch (AuditException e) {
      Logger.error("an outcome could not be recorded: {}", e.getMessage());
    }
    desk.note(
        subject(command.offer().select()),
        Outcome.valueOf(state.name()),
        finding.isYes() ? new Finding(finding.result(), Reason.NONE, words) : finding);
  }

  /** Whoever held the point before does not hold it any more; nothing is written for that. */
  private void endReplaced(Lease lease) throws AuditException {
    Lease before = lease.before();
    if (before == null) {
      return;
    }
    before.to(LeaseState.ENDED);
    LogPlace place = desk.trail().leaseEnd(before, LeaseState.ENDED, "replaced");
    Receipt.Result result = new Receipt.Result(Outcome.ENDED, "", "Another command took over.");
    desk.tell(before, result, null, place);
  }

  private void answer(Running command, CommandState state, Finding finding, LogPlace place) {
    Lease lease = command.lease();
    boolean confirmed = state == CommandState.CONFIRMED;
    Execution execution =
        new Execution(
            lease.point().point(),
            lease.hold().signed(),
            Desk.shortened(command.probe().shown()),
            confirmed ? lease.point().readBack().proves() : null,
            confirmed
                ? new Execution.Lease(lease.id(), lease.left(desk.now()))
                : Execution.Lease.NONE);
    Receipt.Result result =
        new Receipt.Result(
            Outcome.valueOf(state.name()),
            confirmed ? "" : finding.reason().name(),
            confirmed ? "Carried out and read back." : Desk.shortened(finding.words()));
    byte[] envelope = desk.tell(lease, result, execution, place);
    Lease.Holder holder = lease.holder();
    desk.answers().answered(holder.keyId(), holder.cmdId(), envelope);
  }

  /** Nothing was sent: whoever held the point before holds it still. */
  private void abort(OpenOffer offer, Lease lease, Finding why) {
    offer.to(CommandState.ABORTED);
    lease.to(LeaseState.ENDED);
    desk.memory().leases().asBefore(lease);
    try {
      LogPlace place = desk.trail().aborted(lease, why);
      Receipt.Result result =
          new Receipt.Result(Outcome.ABORTED, why.reason().name(), Desk.shortened(why.words()));
      byte[] envelope = desk.tell(lease, result, null, place);
      Lease.Holder holder = lease.holder();
      desk.answers().answered(holder.keyId(), holder.cmdId(), envelope);
    } catch (AuditException e) {
      Logger.error("an abort could not be recorded: {}", e.getMessage());
    }
    desk.note(subject(offer.select()), Outcome.ABORTED, why);
  }

  /** Offers that ran out, told once. */
  void expire() {
    for (OpenOffer offer : offers.expire(desk.now())) {
      desk.note(subject(offer.select()), Outcome.EXPIRED, Finding.no(Reason.SELECT_EXPIRED, ""));
    }
  }

  private Finding identify(Select select, Arrived message) {
    Finding identity = desk.identify(select.head(), message);
    if (!identity.isYes()) {
      return identity;
    }
    Member member = desk.member(message);
    boolean allowed =
        select.origin() != Origin.LOCAL_MODEL && member.origins().contains(select.origin());
    return Finding.require(allowed, Reason.ORIGIN_NOT_ALLOWED, select.origin().name());
  }

  /** There is no head to answer to but the digest of what came. */
  private void refuseMalformed(Arrived message, MalformedException why) {
    String issuer = desk.trust().member(message.keyId()).map(Member::name).orElse("unknown");
    Head head = new Head(desk.identity().gateway(), message.digest(), issuer);
    Finding finding =
        Finding.no(Reason.MALFORMED, Desk.shortened(String.valueOf(why.getMessage())));
    desk.refuse(message, head, new Desk.Subject("", "", issuer), finding);
  }

  private Finding logIsFull() {
    return Finding.no(desk.trail().whyClosed(), "");
  }

  private static Desk.Subject subject(Select select) {
    String unit = select.demand().unit();
    String asked = select.demand().value() + (unit.equals("1") ? "" : " " + unit);
    return new Desk.Subject(select.demand().point(), asked, select.head().issuer());
  }
}
