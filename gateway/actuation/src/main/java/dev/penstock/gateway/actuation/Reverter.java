package dev.penstock.gateway.actuation;

import dev.penstock.contract.Observation;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.Interlock;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Brings an output back: to the safe value or to the PLC, never to another command. It obeys local
 * control and interlocks that guard reverts too; grants, rates and freshness do not bind it. Gate
 * thread only.
 */
final class Reverter {

  private static final long RETRY = Duration.ofSeconds(1).toNanos();
  private static final int TRIES = 3;

  /** A write that nobody answered may still come: then one agreeing read is not enough. */
  private static final int AGREEMENTS = 2;

  private final Desk desk;
  private final Targets targets;
  private final LeaseEnds ends;
  private final Map<String, Probe> probes = new HashMap<>();

  Reverter(Desk desk, Targets targets, LeaseEnds ends) {
    this.desk = desk;
    this.targets = targets;
    this.ends = ends;
  }

  /** Whether a read-back is awaited. */
  boolean isBusy() {
    return !probes.isEmpty();
  }

  /** Does what a lease that has to go back needs next. */
  void step(Lease lease) {
    if (lease.state() == LeaseState.REVERTING) {
      readBack(lease);
    } else if (lease.isTurn(desk.now())) {
      revert(lease);
    }
  }

  private void revert(Lease lease) {
    Truth local = targets.local(lease);
    Binding target = lease.back().target();
    Value value = lease.back().value();
    if (local == Truth.TRUE) {
      ends.takenOver(lease);
    } else if (target == null || value == null) {
      ends.released(lease);
    } else if (local == Truth.UNKNOWN || !mayRevert(lease, target)) {
      lease.notYet(desk.now() + RETRY);
    } else if (lease.isOfEarlierRun() && lease.wasConfirmed()) {
      recovered(lease, target, value);
    } else {
      write(lease, target, value);
    }
  }

  /** After a restart: what is not ours any more is left alone. */
  private void recovered(Lease lease, Binding target, Value value) {
    Optional<Observation> now = targets.read(lease);
    if (now.isEmpty() || !now.get().isGood()) {
      lease.notYet(desk.now() + RETRY);
    } else if (Targets.isOther(lease, now.get())) {
      ends.overridden(lease);
    } else {
      write(lease, target, value);
    }
  }

  /** The device is the one that was signed, and no interlock that guards reverts too is open. */
  private boolean mayRevert(Lease lease, Binding target) {
    return desk.links().check(target).isYes() && guards(lease.point().guards().interlocks());
  }

  private boolean guards(Interlock interlock) {
    if (interlock.alsoForRevert()) {
      return desk.conditions().judge(interlock, desk.lastSights()).isYes();
    }
    return interlock.parts().stream().allMatch(this::guards);
  }

  private void write(Lease lease, Binding target, Value value) {
    Optional<PointWriter> writer = desk.links().writer(target.point());
    if (writer.isEmpty()) {
      lease.notYet(desk.now() + RETRY);
      return;
    }
    RawValue raw;
    try {
      raw = writer.get().encode(target.point(), value);
    } catch (NotRepresentableException e) {
      ends.failed(lease, String.valueOf(e.getMessage()));
      return;
    }
    recordIntent(lease, raw);
    lease.to(LeaseState.REVERTING);
    WriteAnswer answer = send(writer.get(), target.point(), raw);
    if (answer.result() == WriteAnswer.Result.UNKNOWN) {
      desk.plant().reopen(target.device());
    }
    probes.put(lease.id(), probe(lease, target, value));
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

  private Probe probe(Lease lease, Binding target, Value value) {
    boolean own = target.point().equals(lease.point().point());
    String read = own ? lease.point().readBack().point() : target.point();
    double tolerance = own ? lease.point().readBack().tolerance().asDouble() : 0;
    return new Probe(
        new Probe.Expectation(read, value, tolerance, AGREEMENTS),
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
    Probe probe = probes.get(lease.id());
    if (probe == null) {
      return;
    }
    Probe.Result read = probe.poll(desk.plant(), desk.now(), desk.identity().timeout(), desk::seen);
    if (read == Probe.Result.WAITING) {
      return;
    }
    probes.remove(lease.id());
    if (read == Probe.Result.AGREES) {
      ends.back(lease);
    } else if (lease.countTry() < TRIES) {
      lease.again(desk.now() + RETRY);
    } else {
      ends.failed(lease, read + " after " + TRIES + " tries; read back " + probe.shown());
    }
  }
}
