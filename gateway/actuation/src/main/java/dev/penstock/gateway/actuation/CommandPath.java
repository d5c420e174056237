package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.time.Duration;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * The way of a command, from top to bottom: select → offer → operate → gates → durable intent →
 * final check → one write → read-back → durable outcome → receipt. Whatever comes here has a good
 * signature of a known key; that alone allows nothing. Gate thread only.
 */
final class CommandPath {

  /** As many as a person will ask in an hour; who repeats overheard ones writes no more. */
  private static final int SELECTS_AN_HOUR = 720;

  private final Desk desk;
  private final OfferBook offers;
  private final OfferMaker offerMaker;
  private final FinalCheck finalCheck;
  private final Fulfilment fulfilment;
  private final HourlyBudget selects = new HourlyBudget(SELECTS_AN_HOUR);

  CommandPath(Desk desk, OfferBook offers) {
    this.desk = desk;
    this.offers = offers;
    this.offerMaker = new OfferMaker(desk);
    this.finalCheck = new FinalCheck(desk);
    this.fulfilment = new Fulfilment(desk);
  }

  /** Phase one: asks what a write would meet, and writes nothing. */
  void select(Arrived message) {
    Select select;
    try {
      select = message.verified().read(Select::read);
    } catch (MalformedException e) {
      desk.refuseMalformed(message, e);
      return;
    }
    Subject subject = Subject.of(select);
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
    OpenOffer offer;
    try {
      offer = offerMaker.make(message, desk.judge(point, order));
    } catch (RuntimeException e) {
      Logger.error(e, "an offer could not be made by a fault of ours: point={}", point.point());
      Finding failed = Finding.unknown(Reason.GATE_FAILED, "offer");
      desk.refuse(message, select.head(), Subject.of(select), failed);
      return;
    }
    String digest = OfferMaker.digest(offer);
    offers.put(digest, offer);
    desk.answers().answered(message.keyId(), select.head().cmdId(), offer.envelope());
    if (selects.spend(message.keyId(), desk.now())) {
      record(offer, digest);
    }
  }

  private void record(OpenOffer offer, String digest) {
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
      desk.refuseMalformed(message, e);
      return;
    }
    Optional<OpenOffer> offer = offers.find(operate.offerSha256());
    Subject subject =
        offer.map(o -> Subject.of(o.select())).orElse(new Subject("", "", operate.head().issuer()));
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
    Passage passage = desk.judge(point, order);
    Finding finding = passage.finding();
    if (finding.isYes() && !desk.trail().hasRoomForACommand()) {
      finding = logIsFull();
    }
    if (!finding.isYes()) {
      offer.to(CommandState.REFUSED);
      desk.refuse(message, head, Subject.of(offer.select()), finding);
      return;
    }
    intend(message, head, passage);
  }

  /** From here on the output counts as in our hand, and every way leads to a recorded end. */
  private void intend(Arrived message, Head head, Passage passage) {
    Order order = passage.c().order();
    Permit permit = passage.c().permit();
    OpenOffer offer = order.offered().orElseThrow();
    Lease lease = lease(message, head, passage);
    LogPlace place;
    try {
      place = desk.trail().intent(lease, message, offer, evidence(permit, lease));
    } catch (AuditException | NotRepresentableException e) {
      offer.to(CommandState.REFUSED);
      Finding why = Finding.unknown(Reason.LOG_UNAVAILABLE, String.valueOf(e.getMessage()));
      desk.refuse(message, head, Subject.of(offer.select()), why);
      return;
    }
    Logger.debug("intent is durable: index={}", place.index());
    offer.to(CommandState.INTENDED);
    desk.memory().leases().put(lease);
    FinalCheck.Result check = check(order, permit, offer);
    FinalCheck.Passed passed = check.passed();
    if (passed == null) {
      fulfilment.abort(offer, lease, check.finding());
    } else {
      writeOrRevert(offer, lease, passed);
    }
  }

  /** Whatever goes wrong by a fault of ours after the intent, the output goes back. */
  private void writeOrRevert(OpenOffer offer, Lease lease, FinalCheck.Passed passed) {
    try {
      fulfilment.write(offer, lease, passed);
    } catch (RuntimeException e) {
      Logger.error(
          e, "a command failed by a fault of ours; its output goes back: lease={}", lease.id());
      if (lease.state() == LeaseState.PRESUMED) {
        fulfilment.drop(lease);
        lease.due(EndCause.FAULT, desk.now());
      }
    }
  }

  private Lease lease(Arrived message, Head head, Passage passage) {
    Order order = passage.c().order();
    Permit permit = passage.c().permit();
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
    WayBack back = WayBack.of(point, desk.trust().policy());
    Lease lease = new Lease(desk.random(), back, holder, hold, before);
    return lease.under(passage.claim()).from(desk.now());
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

  /** Reads back what is due; to be called often. */
  void readBack() {
    fulfilment.readBack();
  }

  /** Whether a read-back is awaited. */
  boolean isBusy() {
    return fulfilment.isBusy();
  }

  /** Offers that ran out, told once. */
  void expire() {
    for (OpenOffer offer : offers.expire(desk.now())) {
      desk.note(Subject.of(offer.select()), Outcome.EXPIRED, Finding.no(Reason.SELECT_EXPIRED, ""));
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

  private Finding logIsFull() {
    return Finding.no(desk.trail().whyClosed(), "");
  }
}
