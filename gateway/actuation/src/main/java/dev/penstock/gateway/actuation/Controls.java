package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Everything that is said to the gate besides SELECT and OPERATE: what ends a hold, stops the gate,
 * approves an offer or takes a key away. None of it brings a new value to the plant. Gate thread
 * only.
 */
final class Controls {

  private final Desk desk;
  private final OfferBook offers;
  private final LeaseKeeper keeper;

  Controls(Desk desk, OfferBook offers, LeaseKeeper keeper) {
    this.desk = desk;
    this.offers = offers;
    this.keeper = keeper;
  }

  void control(Arrived message) {
    Control control;
    try {
      control = message.verified().read(Control::read);
    } catch (MalformedException e) {
      desk.refuseMalformed(message, e);
      return;
    }
    Head head = control.head();
    Subject subject =
        new Subject(control.terms().subject(), control.action().name(), head.issuer());
    Finding identity = desk.identify(head, message);
    if (!identity.isYes()) {
      desk.refuse(message, head, subject, identity);
      return;
    }
    if (desk.isRepeat(head, message)) {
      return;
    }
    try {
      Done done = act(control, message);
      if (done.finding().isYes()) {
        desk.answer(
            message,
            head,
            new Desk.Said(done.outcome(), done.finding()),
            done.place().orElse(desk.trail().last()));
        desk.note(subject, done.outcome(), done.finding());
      } else {
        desk.refuse(message, head, subject, done.finding());
      }
    } catch (AuditException e) {
      Finding why = Finding.unknown(Reason.LOG_UNAVAILABLE, String.valueOf(e.getMessage()));
      desk.refuse(message, head, subject, why);
    }
  }

  /** What became of a control, and the record that proves it. */
  private record Done(Outcome outcome, Finding finding, Optional<LogPlace> place) {

    static Done no(Reason reason, String detail) {
      return new Done(Outcome.REFUSED, Finding.no(reason, detail), Optional.empty());
    }

    static Done yes(String words, LogPlace place) {
      return new Done(Outcome.ACCEPTED, Finding.said(words), Optional.of(place));
    }
  }

  private Done act(Control control, Arrived message) throws AuditException {
    return switch (control.action()) {
      case CANCEL -> cancel(control, message);
      case RELEASE -> release(control, message);
      case RENEW -> renew(control, message);
      case FREEZE -> freeze(message);
      case INHIBIT -> inhibit(control, message);
      case RESET -> reset(control, message);
      case MAINTENANCE -> maintenance(control, message);
      case ACKNOWLEDGE -> acknowledge(control, message);
    };
  }

  private Done cancel(Control control, Arrived message) {
    Optional<OpenOffer> offer = offers.ofSelect(control.terms().subject());
    boolean own = offer.filter(o -> o.arrived().keyId().equals(message.keyId())).isPresent();
    if (!own || offer.orElseThrow().state() != CommandState.SELECTED) {
      return Done.no(Reason.NONCE_UNKNOWN, "");
    }
    offer.orElseThrow().to(CommandState.CANCELLED);
    String point = offer.orElseThrow().select().demand().point();
    Optional<LogPlace> place =
        evidence(RecordType.CANCEL, control.terms().subject(), List.of(point), message);
    return new Done(Outcome.CANCELLED, Finding.said("The offer is dropped."), place);
  }

  private Done release(Control control, Arrived message) {
    Optional<Lease> lease = desk.memory().leases().withId(control.terms().subject());
    if (lease.isEmpty() || lease.get().state() != LeaseState.HELD) {
      return Done.no(Reason.LEASE_UNKNOWN, control.terms().subject());
    }
    boolean own = lease.get().holder().keyId().equals(message.keyId());
    if (!own && !desk.may(Action.RELEASE, lease.get().point().point(), message)) {
      return Done.no(Reason.NOT_GRANTED, "RELEASE");
    }
    List<String> point = List.of(lease.get().point().point());
    Optional<LogPlace> place = evidence(RecordType.RELEASE, lease.get().id(), point, message);
    keeper.end(lease.get(), EndCause.RELEASE);
    return new Done(Outcome.ACCEPTED, Finding.said("The output goes back now."), place);
  }

  /** Who said it. What leads to the safe side is done even if it cannot be recorded. */
  private Optional<LogPlace> evidence(
      RecordType type, String id, List<String> points, Arrived message) {
    try {
      return Optional.of(desk.trail().control(type, id, points, message));
    } catch (AuditException e) {
      Logger.warn("a {} could not be recorded: {}", type, e.getMessage());
      return Optional.empty();
    }
  }

  /** Only the holder, with the next number, and only if a command would be let through again. */
  private Done renew(Control control, Arrived message) throws AuditException {
    Optional<Lease> found = desk.memory().leases().withId(control.terms().subject());
    if (found.isEmpty()
        || found.get().state() != LeaseState.HELD
        || !found.get().holder().keyId().equals(message.keyId())) {
      return Done.no(Reason.LEASE_UNKNOWN, control.terms().subject());
    }
    Lease lease = found.get();
    if (control.terms().number() != lease.renewals() + 1) {
      return Done.no(Reason.LEASE_NUMBER, "next is " + (lease.renewals() + 1));
    }
    Order order = lease.order();
    if (order == null) {
      return Done.no(Reason.LEASE_UNKNOWN, lease.id());
    }
    Passage passage = Renewal.judge(desk, lease, order, message);
    if (!passage.isYes()) {
      return new Done(Outcome.REFUSED, passage.finding(), Optional.empty());
    }
    lease.under(passage.claim()).renew(desk.now());
    LogPlace place = desk.trail().renewed(lease, message);
    return Done.yes("The lease runs for its time again.", place);
  }

  /** Any person with a command right anywhere may freeze: it can do no harm. */
  private Done freeze(Arrived message) throws AuditException {
    if (desk.member(message).kind() != Member.Kind.PERSON) {
      return Done.no(Reason.ROLE_MISSING, "FREEZE is for persons");
    }
    Stops.Stop stop = new Stops.Stop(message.digest(), List.of());
    if (!desk.memory().stops().begin(stop)) {
      return Done.no(Reason.REPLAYED, stop.id());
    }
    offers.cancelAll();
    return Done.yes(
        "No new commands; what is held runs out. RESET " + stop.id() + " ends it.",
        desk.trail().control(RecordType.FREEZE, stop.id(), stop.points(), message));
  }

  private Done inhibit(Control control, Arrived message) throws AuditException {
    List<String> points = control.terms().points();
    for (String point : points) {
      if (desk.trust().point(point).isEmpty()) {
        return Done.no(Reason.POINT_NOT_IN_POLICY, point);
      }
      if (!desk.may(Action.STOP, point, message)) {
        return Done.no(Reason.NOT_GRANTED, "STOP " + point);
      }
    }
    Stops.Stop stop = new Stops.Stop(message.digest(), points);
    if (!desk.memory().stops().begin(stop)) {
      return Done.no(Reason.REPLAYED, stop.id());
    }
    LogPlace place = desk.trail().control(RecordType.INHIBIT, stop.id(), points, message);
    points.stream()
        .flatMap(point -> desk.memory().leases().of(point).stream())
        .filter(lease -> lease.state() == LeaseState.HELD)
        .forEach(lease -> keeper.end(lease, EndCause.INHIBIT));
    return Done.yes("Held points go back. RESET " + stop.id() + " ends it.", place);
  }

  private Done reset(Control control, Arrived message) throws AuditException {
    String id = control.terms().subject();
    long powered = desk.memory().powered().at(desk.now());
    if (desk.memory().upkeep().find(id, powered).isPresent()) {
      return endMaintenance(id, message);
    }
    Optional<Stops.Stop> stop = desk.memory().stops().find(id);
    if (stop.isEmpty()) {
      return Done.no(Reason.STOP_UNKNOWN, id);
    }
    boolean allowed =
        stop.get().isFreeze()
            ? desk.may(Action.RESET, "", message)
            : stop.get().points().stream().allMatch(p -> desk.may(Action.RESET, p, message));
    if (!allowed) {
      return Done.no(Reason.NOT_GRANTED, "RESET");
    }
    LogPlace place = desk.trail().control(RecordType.RESET, id, stop.get().points(), message);
    desk.memory().stops().reset(id);
    return Done.yes("Commands are taken again.", place);
  }

  private Done maintenance(Control control, Arrived message) throws AuditException {
    String device = control.terms().subject();
    if (desk.trust().devices().noneMatch(device::equals)) {
      return Done.no(Reason.POINT_NOT_IN_POLICY, device);
    }
    if (!desk.may(Action.MAINTENANCE, "", message)) {
      return Done.no(Reason.NOT_GRANTED, "MAINTENANCE");
    }
    String id = message.digest();
    if (desk.memory().upkeep().isKnown(id)) {
      return Done.no(Reason.REPLAYED, id);
    }
    Duration span = Duration.ofMillis(control.terms().span());
    long until = desk.memory().powered().at(desk.now()) + span.toNanos();
    Upkeep.Work work = new Upkeep.Work(id, device, control.reason(), until);
    LogPlace place = desk.trail().maintenance(work, message);
    desk.memory().upkeep().begin(work);
    keeper.endOfDevice(device, EndCause.MAINTENANCE);
    return Done.yes("Commands are refused. RESET " + id + " ends it.", place);
  }

  private Done endMaintenance(String id, Arrived message) throws AuditException {
    if (!desk.may(Action.MAINTENANCE, "", message)) {
      return Done.no(Reason.NOT_GRANTED, "MAINTENANCE");
    }
    LogPlace place = desk.trail().control(RecordType.RESET, id, List.of(), message);
    desk.memory().upkeep().end(id);
    return Done.yes("This maintenance is over.", place);
  }

  private Done acknowledge(Control control, Arrived message) throws AuditException {
    if (!desk.may(Action.ACKNOWLEDGE, "", message)) {
      return Done.no(Reason.NOT_GRANTED, "ACKNOWLEDGE");
    }
    String id = control.terms().subject();
    Optional<Lease> failed = desk.memory().leases().acknowledge(id, desk.now());
    if (failed.isEmpty()) {
      return Done.no(Reason.STOP_UNKNOWN, id);
    }
    return Done.yes(
        "The failure is acknowledged.",
        desk.trail().control(RecordType.ACKNOWLEDGE, id, List.of(), message));
  }
}
