package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tinylog.Logger;

/**
 * The gate without its thread: takes one message after the other, and does what is due in between.
 * Everything it does is decided by what it is given and by its clocks.
 */
final class GateCore {

  private static final long SUSPENDED = Duration.ofSeconds(2).toNanos();

  private final Desk desk;
  private final CommandPath path;
  private final LeaseKeeper keeper;
  private final Controls controls;
  private final Custodian custodian;
  private final Approvals approvals;
  private final TrustDesk documents;
  private final TwinDesk twin;
  private final ModeDesk modes;
  private final Watchdog watchdog;
  private final OfferBook offers = new OfferBook();
  private final GateClocks clocks;
  private long suspendedBefore;

  GateCore(Desk desk, TrustDesk.Archive archive, GateClocks clocks) {
    this.desk = desk;
    this.clocks = clocks;
    this.path = new CommandPath(desk, offers);
    this.keeper = new LeaseKeeper(desk);
    this.controls = new Controls(desk, offers, keeper);
    this.custodian = new Custodian(desk, offers, keeper);
    this.approvals = new Approvals(desk, offers);
    this.documents = new TrustDesk(desk, offers, keeper, archive);
    this.twin = new TwinDesk(desk);
    this.modes = new ModeDesk(desk, offers, keeper);
    this.watchdog = new Watchdog(desk);
    this.suspendedBefore = suspended();
  }

  /** What earlier runs left in our hand goes back before anything else happens. */
  void recover(Recovery recovery) throws AuditException {
    Unsettled unsettled = recovery.unsettled();
    unsettled.countInto(desk.memory().operations(), desk.trust());
    Map<String, Lease> newest = new HashMap<>();
    for (Unsettled.Open open : unsettled.open()) {
      Optional<Lease> lease = lease(open);
      if (lease.isEmpty()) {
        Logger.error(
            "an output of an earlier run is not in the policy any more; look at it: point={}",
            open.point());
        continue;
      }
      lease.get().recovered(unsettled.wasConfirmed(open));
      Lease older = newest.put(open.point(), lease.get());
      if (older != null) {
        desk.trail().leaseEnd(older, LeaseState.ENDED, "replaced");
      }
    }
    newest.values().forEach(desk.memory().leases()::put);
  }

  private Optional<Lease> lease(Unsettled.Open open) {
    Optional<BoundPoint> point = desk.trust().point(open.point());
    return point.flatMap(
        bound ->
            open.value()
                .as(bound.binding().wire().type())
                .map(
                    value ->
                        new Lease(
                            open.id(),
                            WayBack.of(bound, desk.trust().policy()),
                            open.holder(),
                            new Lease.Hold(open.value(), value, open.ttl()),
                            null)));
  }

  /** Takes a message whose signature is good. A fault of ours refuses and never lets through. */
  void take(Arrived message) {
    try {
      switch (message.verified().type()) {
        case SELECT -> path.select(message);
        case OPERATE -> path.operate(message);
        case APPROVAL -> approvals.approve(message);
        case CONTROL -> controls.control(message);
        case COSIGNATURE -> custodian.cosignature(message);
        case RESUME -> custodian.resume(message);
        case MODE -> modes.change(message);
        case PULSE -> twin.pulse(message);
        case FRESHNESS -> twin.freshness(message);
        case ROOT, POLICY, ROSTER -> documents.document(message);
        case REVOCATION -> documents.revoke(message);
        default -> Logger.debug("a message of a kind that the gate does not take");
      }
    } catch (RuntimeException e) {
      Logger.error(e, "a message failed by a fault of ours, which counts as no");
    }
    desk.replies().release(desk.trail());
  }

  /** Does what is due. A part that fails does not keep the others from their work. */
  void tick() {
    attempt(this::watchSuspend);
    attempt(path::readBack);
    attempt(twin::tick);
    attempt(modes::tick);
    attempt(keeper::tick);
    attempt(watchdog::tick);
    attempt(path::expire);
    attempt(custodian::tick);
    desk.replies().release(desk.trail());
  }

  private static void attempt(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException e) {
      Logger.error(e, "a part of the gate's loop failed by a fault of ours; the rest goes on");
    }
  }

  /** The monotonic clock stands still while the machine sleeps; the plant does not. */
  private void watchSuspend() {
    long now = suspended();
    if (now - suspendedBefore > SUSPENDED) {
      Logger.warn("the machine slept, so every hold and offer ends");
      keeper.endAll(EndCause.SUSPENDED);
      desk.memory().twin().suspended(desk.now());
      offers.cancelAll();
      suspendedBefore = now;
    }
  }

  private long suspended() {
    return clocks.uptime().nanos() - clocks.mono().nanos();
  }

  /** Whether something is to be done within milliseconds. */
  boolean isBusy() {
    return path.isBusy() || keeper.isBusy();
  }

  /** Records what was not worth a record each. */
  void aggregate(String counts) {
    try {
      desk.trail().aggregate(counts);
    } catch (AuditException e) {
      Logger.warn("counts of refused messages could not be recorded: {}", e.getMessage());
    }
  }

  /** The log says of itself how long it is, before it is closed. */
  void sealLog() {
    attempt(custodian::seal);
  }

  TrustSet trust() {
    return desk.trust();
  }

  GateStatus status(Map<String, Long> ignored, long dropped) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    counts.putAll(desk.register().counts());
    return new GateStatus(
        desk.mode(),
        condition(),
        desk.register().recent(),
        held(),
        new GateStatus.Counts(counts, ignored, dropped));
  }

  private GateStatus.Condition condition() {
    if (!desk.trail().isSound()) {
      return new GateStatus.Condition(false, Reason.LOG_UNAVAILABLE.words());
    }
    if (desk.trail().custody().rolledBack().isPresent()) {
      return new GateStatus.Condition(false, Reason.ROLLED_BACK.words());
    }
    Currency currency = desk.currency();
    if (currency.state() == TrustState.EXPIRED) {
      return new GateStatus.Condition(false, currency.why().words());
    }
    if (desk.memory().stops().freeze().isPresent()) {
      return new GateStatus.Condition(false, Reason.FROZEN.words());
    }
    String trust =
        currency.isFresh()
            ? ""
            : " The twin has not vouched for the rules yet: only grants for that case count.";
    return switch (desk.mode()) {
      case OBSERVE, SHADOW -> new GateStatus.Condition(false, waiting());
      case SUPERVISED ->
          new GateStatus.Condition(
              true, "Commands are taken, each with another's approval." + trust);
      case ARMED -> new GateStatus.Condition(true, "Commands are taken as granted." + trust);
    };
  }

  private String waiting() {
    Reason why = desk.mode() == Mode.OBSERVE ? Reason.MODE_OBSERVE : Reason.MODE_SHADOW;
    if (!desk.modeSwitch().isWaiting(desk.now())) {
      return why.words();
    }
    Condition presence = desk.trust().policy().scope().presence();
    return presence == null
        ? why.words() + " The policy names no input that shows somebody there: sign one that does."
        : why.words() + " It rises to " + desk.modeSwitch().wanted() + " once " + presence + ".";
  }

  /** Devices under maintenance: their rows are marked, their commands refused. */
  Set<String> maintained() {
    return desk.memory().upkeep().devices(desk.memory().powered().at(desk.now()));
  }

  private List<GateStatus.Held> held() {
    return desk.memory().leases().all().stream()
        .map(
            lease ->
                new GateStatus.Held(
                    lease.id(),
                    lease.point().point(),
                    lease.hold().signed()
                        + " "
                        + lease.point().binding().wire().unit()
                        + (lease.state() == LeaseState.HELD ? "" : " " + lease.state()),
                    lease.holder().issuer(),
                    lease.left(desk.now())))
        .toList();
  }
}
