package dev.penstock.gateway.actuation;

import dev.penstock.contract.Names;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.Standing;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Tells each PLC that the gate lives and has everything in hand, by a tick from the gate's own
 * loop: a loop that hangs is silent by itself. Where an output could not be brought back the tick
 * stops, and the PLC does what it was commissioned to do. Gate thread only.
 */
final class Watchdog {

  private static final int COUNT = 32_000;

  private final Desk desk;
  private final Map<String, Beat> beats = new HashMap<>();

  private static final class Beat {
    private boolean on;
    private boolean stopped;
    private long count;
    private long next;
  }

  Watchdog(Desk desk) {
    this.desk = desk;
  }

  /** Writes the ticks that are due. */
  void tick() {
    for (Standing standing : desk.trust().policy().standing()) {
      if (standing.kind() == Standing.Kind.WATCHDOG_TICK) {
        tick(standing, beats.computeIfAbsent(standing.point(), point -> new Beat()));
      }
    }
  }

  private void tick(Standing standing, Beat beat) {
    String device = Names.device(standing.point());
    String trouble = trouble(device);
    if (beat.on && !trouble.isEmpty()) {
      stop(standing, beat, trouble);
    } else if (!beat.on && trouble.isEmpty() && isSettled(device, beat.stopped)) {
      start(standing, beat);
    }
    if (beat.on && desk.now() - beat.next >= 0) {
      beat.next = desk.now() + standing.period().toNanos();
      write(standing.point(), beat);
    }
  }

  /** Why the PLC must act; empty if it need not. */
  private String trouble(String device) {
    if (!desk.trail().isSound()) {
      return "the audit log cannot be written";
    }
    if (desk.trail().custody().rolledBack().isPresent()) {
      return "the audit log was rolled back, so what is held is not known";
    }
    if (desk.mode().isAtMost(Mode.SHADOW)) {
      return "the mode is " + desk.mode();
    }
    boolean inTrouble =
        desk.memory().leases().all().stream()
            .filter(lease -> Names.device(lease.point().point()).equals(device))
            .anyMatch(Lease::isInTrouble);
    if (inTrouble) {
      return "an output could not be brought back at once";
    }
    return points(device).stream()
            .anyMatch(point -> desk.memory().leases().failure(point.point()).isPresent())
        ? "an output could not be brought back, which nobody has acknowledged"
        : "";
  }

  /**
   * Whether it may begin: nothing of an earlier run is to be brought back, nobody works at the
   * device, and after a stop its points have rested.
   */
  private boolean isSettled(String device, boolean wasStopped) {
    boolean isOpen =
        desk.memory().leases().all().stream()
            .filter(lease -> Names.device(lease.point().point()).equals(device))
            .anyMatch(lease -> lease.isOfEarlierRun() || lease.isInTrouble());
    return !isOpen
        && points(device).stream().allMatch(point -> isFree(point, wasStopped))
        && points(device).stream().allMatch(this::isRemote);
  }

  private boolean isFree(BoundPoint point, boolean wasStopped) {
    return !wasStopped || !desk.memory().leases().isResting(point.point(), desk.now());
  }

  private boolean isRemote(BoundPoint point) {
    Condition local = point.guards().local();
    return local == null
        || desk.conditions().judge(local, desk.lastSights()).result() == Truth.FALSE;
  }

  private List<BoundPoint> points(String device) {
    return desk.trust().policy().points().stream()
        .filter(point -> point.binding().device().equals(device))
        .toList();
  }

  private void start(Standing standing, Beat beat) {
    try {
      desk.trail().standing(standing.point(), "tick every " + standing.period().toMillis() + " ms");
      beat.on = true;
      beat.next = desk.now();
      Logger.info("watchdog tick runs: point={}", standing.point());
    } catch (AuditException e) {
      Logger.warn("watchdog tick stays off, for it cannot be recorded: {}", e.getMessage());
    }
  }

  private void stop(Standing standing, Beat beat, String why) {
    beat.on = false;
    beat.stopped = true;
    Logger.warn(
        "watchdog tick stopped, so the PLC acts: point={} why=\"{}\"", standing.point(), why);
    try {
      desk.trail().standing(standing.point(), "tick stopped: " + why);
    } catch (AuditException e) {
      Logger.warn("that a watchdog tick stopped is not recorded: {}", e.getMessage());
    }
  }

  /** One request, like every write; the next tick is another value. */
  private void write(String point, Beat beat) {
    Optional<Binding> binding = desk.trust().policy().binding(point);
    Optional<PointWriter> writer = desk.links().writer(point);
    if (binding.isEmpty() || writer.isEmpty() || !desk.links().check(binding.get()).isYes()) {
      return;
    }
    beat.count = (beat.count + 1) % COUNT;
    try {
      RawValue raw = writer.get().encode(point, value(binding.get(), beat.count));
      WriteAnswer answer = writer.get().write(point, raw, desk.identity().timeout());
      if (answer.result() != WriteAnswer.Result.ACCEPTED) {
        Logger.debug("a watchdog tick was not taken: point={} {}", point, answer.words());
      }
    } catch (NotRepresentableException e) {
      Logger.debug("a watchdog tick cannot be written: point={} {}", point, e.getMessage());
    }
  }

  private static Value value(Binding binding, long count) {
    return switch (binding.wire().type()) {
      case BOOL -> Value.of(count % 2 == 1);
      case INT64 -> Value.of(count);
      default -> Value.of((double) count);
    };
  }
}
