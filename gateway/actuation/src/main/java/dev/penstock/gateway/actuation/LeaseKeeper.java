package dev.penstock.gateway.actuation;

import dev.penstock.contract.Names;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tinylog.Logger;

/** Watches every held output, and ends what may not be held any longer. Gate thread only. */
final class LeaseKeeper {

  private static final long SCAN = Duration.ofSeconds(1).toNanos();
  private static final int UNKNOWN_SCANS = 2;

  private final Desk desk;
  private final Targets targets;
  private final LeaseEnds ends;
  private final Reverter reverter;
  private long nextScan;

  LeaseKeeper(Desk desk) {
    this.desk = desk;
    this.targets = new Targets(desk);
    this.ends = new LeaseEnds(desk);
    this.reverter = new Reverter(desk, targets, ends);
    this.nextScan = desk.now();
  }

  /** To be called often; does nothing that is not due. */
  void tick() {
    long now = desk.now();
    boolean scan = now - nextScan >= 0;
    if (scan) {
      nextScan = now + SCAN;
      desk.conditions().watch(lasting(), desk.lastSights());
    }
    if (!desk.trail().isSound()) {
      endAll(EndCause.LOG_UNAVAILABLE);
    }
    for (Lease lease : desk.memory().leases().all()) {
      step(lease, scan);
    }
  }

  /** One output that fails by a fault of ours does not keep the others from going back. */
  private void step(Lease lease, boolean scan) {
    try {
      switch (lease.state()) {
        case HELD -> hold(lease, scan);
        case REVERT_DUE, REVERTING -> reverter.step(lease);
        default -> {}
      }
    } catch (RuntimeException e) {
      Logger.error(e, "a held output failed by a fault of ours: point={}", lease.point().point());
    }
  }

  /** Whether a read-back of a revert is awaited. */
  boolean isBusy() {
    return reverter.isBusy();
  }

  /** Every held output has to go back, for one cause. */
  void endAll(EndCause why) {
    end(lease -> true, why);
  }

  void endOfDevice(String device, EndCause why) {
    end(lease -> Names.device(lease.point().point()).equals(device), why);
  }

  void endOfKeys(List<String> keyIds) {
    end(lease -> keyIds.contains(lease.holder().keyId()), EndCause.REVOKED);
  }

  private void end(Predicate<Lease> which, EndCause why) {
    desk.memory().leases().all().stream()
        .filter(lease -> lease.state() == LeaseState.HELD)
        .filter(which)
        .forEach(lease -> end(lease, why));
  }

  void end(Lease lease, EndCause why) {
    ends.due(lease, why);
  }

  /** The documents changed: what would not be let through any more goes back, by the new rules. */
  void rulesChanged() {
    for (Lease lease : desk.memory().leases().all()) {
      Optional<BoundPoint> point = desk.trust().point(lease.point().point());
      boolean same = point.filter(lease.point()::equals).isPresent();
      point.ifPresent(bound -> lease.back(WayBack.of(bound, desk.trust().policy())));
      if (lease.state() == LeaseState.HELD && !(same && isStillAllowed(lease))) {
        end(lease, EndCause.NEW_RULES);
      }
    }
  }

  private boolean isStillAllowed(Lease lease) {
    Order order = lease.order();
    Optional<Member> holder = desk.find(lease.holder().keyId());
    return order != null
        && holder.isPresent()
        && desk.judge(lease.point(), order.by(holder.get()), Moment.NEW_RULES).isYes();
  }

  private List<Condition> lasting() {
    Policy policy = desk.trust().policy();
    Stream<Condition> ofPoints =
        policy.points().stream().flatMap(point -> point.guards().conditions());
    return Stream.concat(ofPoints, Stream.ofNullable(policy.scope().presence()))
        .filter(condition -> !condition.lasting().isZero())
        .distinct()
        .toList();
  }

  private void hold(Lease lease, boolean scan) {
    if (lease.isOver(desk.now())) {
      end(lease, EndCause.TIME_OVER);
    } else if (!lease.pulse().isZero() && !desk.currency().hasPulse(lease.pulse())) {
      end(lease, EndCause.PULSE_LOST);
    } else if (scan) {
      look(lease);
    }
  }

  private void look(Lease lease) {
    if (targets.local(lease) == Truth.TRUE) {
      ends.takenOver(lease);
    } else if (targets.isOverridden(lease)) {
      ends.overridden(lease);
    } else {
      watchInterlocks(lease);
    }
  }

  private void watchInterlocks(Lease lease) {
    Truth interlocks =
        desk.conditions().judge(lease.point().guards().interlocks(), desk.lastSights()).result();
    int unknown = lease.scanUnknown(interlocks == Truth.UNKNOWN);
    if (interlocks == Truth.FALSE) {
      end(lease, EndCause.INTERLOCK);
    } else if (unknown >= UNKNOWN_SCANS) {
      end(lease, EndCause.INTERLOCK_UNKNOWN);
    }
  }
}
