package dev.penstock.gateway.actuation;

import dev.penstock.contract.Names;
import dev.penstock.contract.Observation;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.Interlock;
import dev.penstock.contract.signing.trust.SafeEnd;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Watches every held output and brings it back: to the safe value or to the PLC, never to another
 * command. Gate thread only.
 */
final class LeaseKeeper {

  private static final long SCAN = Duration.ofSeconds(1).toNanos();
  private static final long RETRY = Duration.ofSeconds(1).toNanos();
  private static final int TRIES = 3;
  private static final int UNKNOWN_SCANS = 2;

  private final Desk desk;
  private final Map<String, Probe> reverting = new HashMap<>();
  private long nextScan;

  LeaseKeeper(Desk desk) {
    this.desk = desk;
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
    for (Lease lease : desk.memory().leases().all()) {
      step(lease, scan);
    }
  }

  /** One output that fails by a fault of ours does not keep the others from going back. */
  private void step(Lease lease, boolean scan) {
    try {
      switch (lease.state()) {
        case HELD -> hold(lease, scan);
        case REVERT_DUE -> revert(lease);
        case REVERTING -> readBack(lease);
        default -> {}
      }
    } catch (RuntimeException e) {
      Logger.error(e, "a held output failed by a fault of ours: point={}", lease.point().point());
    }
  }

  /** Whether a read-back of a revert is awaited. */
  boolean isBusy() {
    return !reverting.isEmpty();
  }

  /** Every held output has to go back, for one cause. */
  void endAll(String why) {
    desk.memory().leases().all().stream()
        .filter(lease -> lease.state() == LeaseState.HELD)
        .forEach(lease -> end(lease, why));
  }

  void end(Lease lease, String why) {
    long jitter = desk.random(lease.point().safe().revert().jitter().toNanos());
    lease.due(why, desk.now() + jitter);
  }

  private List<Condition> lasting() {
    return desk.trust().policy().points().stream()
        .flatMap(point -> point.guards().conditions())
        .filter(condition -> !condition.lasting().isZero())
        .distinct()
        .toList();
  }

  private void hold(Lease lease, boolean scan) {
    if (lease.isOver(desk.now())) {
      end(lease, "TIME_OVER");
      return;
    }
    if (!scan) {
      return;
    }
    if (localMode(lease) == Truth.TRUE) {
      endLocal(lease);
    } else if (isOverridden(lease)) {
      override(lease);
    } else {
      watchInterlocks(lease);
    }
  }

  private void watchInterlocks(Lease lease) {
    Truth interlocks =
        desk.conditions().judge(lease.point().guards().interlocks(), desk.lastSights()).result();
    int unknown = lease.scanUnknown(interlocks == Truth.UNKNOWN);
    if (interlocks == Truth.FALSE || unknown >= UNKNOWN_SCANS) {
      end(lease, interlocks == Truth.FALSE ? "INTERLOCK" : "INTERLOCK_UNKNOWN");
    }
  }

  private Truth localMode(Lease lease) {
    Condition local = lease.point().guards().local();
    return local == null ? Truth.FALSE : desk.conditions().judge(local, desk.lastSights()).result();
  }

  /** A value seen after our read-back that is not ours, and that the device itself confirms. */
  private boolean isOverridden(Lease lease) {
    boolean seen =
        desk.plant()
            .seen(lease.point().point())
            .map(Sighting::observation)
            .filter(o -> o.times().receivedMono() - lease.confirmedAt() > 0)
            .filter(o -> isOther(lease, o))
            .isPresent();
    return seen && readTarget(lease).map(o -> isOther(lease, o)).orElse(false);
  }

  private static boolean isOther(Lease lease, Observation observation) {
    Value value = observation.value();
    return observation.isGood()
        && value != null
        && Conditions.distance(value, lease.hold().value())
            > lease.point().readBack().tolerance().asDouble();
  }

  private Optional<Observation> readTarget(Lease lease) {
    String point = lease.point().point();
    Optional<DeviceSession> session = desk.plant().session(Names.device(point));
    if (session.isEmpty()) {
      return Optional.empty();
    }
    try {
      return session.get().readNow(List.of(point), desk.identity().timeout()).stream().findFirst();
    } catch (DeviceException | RuntimeException e) {
      Logger.debug("a held point cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void override(Lease lease) {
    lease.to(LeaseState.OVERRIDDEN);
    Logger.warn("somebody else changed a held output: point={}", lease.point().point());
    close(
        lease,
        () -> desk.trail().overridden(lease, "changed by another"),
        Outcome.OVERRIDDEN,
        "Somebody else changed the value; nothing was written.");
  }

  private void endLocal(Lease lease) {
    lease.to(LeaseState.ENDED_LOCAL);
    close(
        lease,
        () -> desk.trail().leaseEnd(lease, LeaseState.ENDED_LOCAL, "local control"),
        Outcome.ENDED_LOCAL,
        "Somebody took over at the device; nothing was written.");
  }

  private void revert(Lease lease) {
    if (!lease.isTurn(desk.now())) {
      return;
    }
    SafeEnd safe = lease.point().safe();
    Truth local = localMode(lease);
    if (local == Truth.TRUE) {
      endLocal(lease);
    } else if (safe.kind() == SafeEnd.Kind.RELEASE_NOTHING) {
      lease.to(LeaseState.RELEASED);
      close(
          lease,
          () -> desk.trail().leaseEnd(lease, LeaseState.RELEASED, lease.why()),
          Outcome.RELEASED,
          "The PLC has the point again; nothing was written.");
    } else if (local == Truth.UNKNOWN || !mayRevert(lease)) {
      lease.later(desk.now() + RETRY);
    } else if (lease.isOfEarlierRun() && lease.wasConfirmed()) {
      revertRecovered(lease);
    } else {
      write(lease);
    }
  }

  /** After a restart: what is not ours any more is left alone. */
  private void revertRecovered(Lease lease) {
    Optional<Observation> now = readTarget(lease);
    if (now.isEmpty() || !now.get().isGood()) {
      lease.later(desk.now() + RETRY);
    } else if (isOther(lease, now.get())) {
      override(lease);
    } else {
      write(lease);
    }
  }

  /** The device is the one that was signed, and no interlock that guards reverts too is open. */
  private boolean mayRevert(Lease lease) {
    Optional<Binding> target = desk.trust().policy().binding(revertPoint(lease.point()));
    boolean bound = target.map(b -> desk.links().check(b).isYes()).orElse(false);
    return bound && guards(lease.point().guards().interlocks());
  }

  private boolean guards(Interlock interlock) {
    if (interlock.alsoForRevert()) {
      return desk.conditions().judge(interlock, desk.lastSights()).isYes();
    }
    return interlock.parts().stream().allMatch(this::guards);
  }

  private static String revertPoint(BoundPoint point) {
    boolean elsewhere = point.safe().kind() == SafeEnd.Kind.RELEASE_WRITE;
    return elsewhere ? point.safe().point() : point.point();
  }

  private void write(Lease lease) {
    String point = revertPoint(lease.point());
    Optional<Value> value = revertValue(lease.point(), point);
    Optional<PointWriter> writer = desk.links().writer(point);
    if (value.isEmpty() || writer.isEmpty()) {
      lease.later(desk.now() + RETRY);
      return;
    }
    RawValue raw;
    try {
      raw = writer.get().encode(point, value.get());
    } catch (NotRepresentableException e) {
      fail(lease, String.valueOf(e.getMessage()));
      return;
    }
    recordIntent(lease, raw);
    lease.to(LeaseState.REVERTING);
    WriteAnswer answer = send(writer.get(), point, raw);
    if (answer.result() == WriteAnswer.Result.UNKNOWN) {
      desk.plant().reopen(Names.device(point));
    }
    reverting.put(lease.id(), probe(lease, point, value.get()));
    readBack(lease);
  }

  private WriteAnswer send(PointWriter writer, String point, RawValue raw) {
    try {
      return writer.write(point, raw, desk.identity().timeout());
    } catch (RuntimeException e) {
      Logger.error(e, "a revert failed by a fault of ours: point={}", point);
      return new WriteAnswer(WriteAnswer.Result.UNKNOWN, 0, "the driver failed");
    }
  }

  private Optional<Value> revertValue(BoundPoint point, String target) {
    SignedValue safe = point.safe().value();
    return desk.trust()
        .policy()
        .binding(target)
        .flatMap(binding -> safe == null ? Optional.empty() : safe.as(binding.wire().type()));
  }

  /** A write that nobody answered may still come: then one agreeing read is not enough. */
  private Probe probe(Lease lease, String point, Value value) {
    boolean own = point.equals(lease.point().point());
    String read = own ? lease.point().readBack().point() : point;
    double tolerance = own ? lease.point().readBack().tolerance().asDouble() : 0;
    return new Probe(
        new Probe.Expectation(read, value, tolerance, 2),
        desk.now(),
        lease.point().readBack().within());
  }

  /** A log that fails does not keep an output from its safe value. */
  private void recordIntent(Lease lease, RawValue raw) {
    try {
      desk.trail().revertIntent(lease, raw.toString());
    } catch (AuditException e) {
      Logger.error(
          "a revert goes on UNRECORDED: point={} {}", lease.point().point(), e.getMessage());
    }
  }

  private void readBack(Lease lease) {
    Probe probe = reverting.get(lease.id());
    if (probe == null) {
      return;
    }
    Probe.Result read = probe.poll(desk.plant(), desk.now(), desk.identity().timeout(), desk::seen);
    if (read == Probe.Result.WAITING) {
      return;
    }
    reverting.remove(lease.id());
    if (read == Probe.Result.AGREES) {
      boolean released = lease.point().safe().kind() == SafeEnd.Kind.RELEASE_WRITE;
      settled(lease, released ? LeaseState.RELEASED : LeaseState.REVERTED);
    } else if (lease.countTry() < TRIES) {
      lease.due(lease.why(), desk.now() + RETRY);
    } else {
      fail(lease, read + " after " + TRIES + " tries; read back " + probe.shown());
    }
  }

  private void settled(Lease lease, LeaseState how) {
    lease.to(how);
    close(
        lease,
        () -> desk.trail().revertOutcome(lease, how, lease.why()),
        Outcome.valueOf(how.name()),
        "The output is back: " + lease.point().safe().value() + " (" + lease.why() + ").");
  }

  private void fail(Lease lease, String why) {
    lease.to(LeaseState.REVERT_FAILED);
    Logger.error(
        "an output could not be brought back; look at it now: point={} lease={} why={}",
        lease.point().point(),
        lease.id(),
        why);
    close(
        lease,
        () -> desk.trail().revertOutcome(lease, LeaseState.REVERT_FAILED, why),
        Outcome.REVERT_FAILED,
        "The output could not be brought back: go and look, then acknowledge " + lease.id() + ".");
  }

  /** How the end of a lease is recorded. */
  private interface Recording {
    LogPlace write() throws AuditException;
  }

  private void close(Lease lease, Recording recording, Outcome outcome, String words) {
    desk.memory().leases().ended(lease, desk.now());
    String said = Desk.shortened(words);
    try {
      LogPlace place = recording.write();
      desk.tell(lease, new Receipt.Result(outcome, "", said), null, place);
    } catch (AuditException e) {
      Logger.error("the end of a lease could not be recorded: {}", e.getMessage());
    }
    desk.note(
        new Desk.Subject(
            lease.point().point(), lease.hold().signed().toString(), lease.holder().issuer()),
        outcome,
        new Finding(Truth.TRUE, Reason.NONE, said));
  }
}
