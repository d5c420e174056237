package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalStatus;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.contract.uplink.UplinkStatus;
import dev.penstock.gateway.console.Condition;
import dev.penstock.gateway.console.DeliveryStatus;
import dev.penstock.gateway.console.Health;
import dev.penstock.gateway.console.LossStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Journal, uplinks and losses as the console shows them. */
final class DeliveryView {

  private static final int MAX_LOOKS = 64;

  /** The journal's end when it was looked at. */
  private record Look(long lastSequence, long mono) {}

  private final Deque<Look> looks = new ArrayDeque<>();
  private final Journal journal;
  private final List<UplinkSlot> uplinks;
  private final LossLedger losses;
  private final Clocks clocks;

  DeliveryView(Journal journal, List<UplinkSlot> uplinks, LossLedger losses, Clocks clocks) {
    this.journal = journal;
    this.uplinks = uplinks;
    this.losses = losses;
    this.clocks = clocks;
  }

  DeliveryStatus status() {
    return new DeliveryStatus(
        journal(),
        uplinks.stream().map(slot -> uplink(slot.plan(), slot.status())).toList(),
        losses());
  }

  Condition condition() {
    return condition(journal.status());
  }

  private dev.penstock.gateway.console.JournalStatus journal() {
    JournalStatus status = journal.status();
    return new dev.penstock.gateway.console.JournalStatus(
        condition(status),
        status.sync(),
        new dev.penstock.gateway.console.JournalStatus.Size(
            status.rows(), depth(), status.bytes(), status.limit(), status.segments()),
        Moments.instantOrNull(status.oldestEvent()),
        durableLag(status));
  }

  /** How long the oldest row that a power cut would cost has been waiting, as far as was looked. */
  private Duration durableLag(JournalStatus status) {
    long mono = clocks.mono().nanos();
    looks.addLast(new Look(status.lastSequence(), mono));
    while (!looks.isEmpty() && looks.getFirst().lastSequence() <= status.durableSequence()) {
      looks.removeFirst();
    }
    while (looks.size() > MAX_LOOKS) {
      looks.removeLast();
    }
    return Duration.ofNanos(looks.isEmpty() ? 0 : mono - looks.getFirst().mono());
  }

  /** Rows that the slowest required uplink has not delivered. */
  private long depth() {
    return uplinks.stream()
        .filter(slot -> slot.plan().required())
        .mapToLong(slot -> slot.status().pending())
        .max()
        .orElse(0);
  }

  private static Condition condition(JournalStatus status) {
    return switch (status.state()) {
      case OK -> Condition.ok("journaling");
      case FULL ->
          new Condition(
              Health.FAULT,
              "full",
              "new observations are lost and counted: see the disk's free space and the uplinks");
      case BROKEN ->
          new Condition(Health.FAULT, "disk fails", "new observations are lost and counted");
      case CLOSED -> new Condition(Health.FAULT, "closed", "the gateway is stopping");
    };
  }

  private dev.penstock.gateway.console.UplinkStatus uplink(UplinkPlan plan, UplinkStatus status) {
    boolean never = status.lastAckMono() == ObservationBatch.ABSENT;
    long now = clocks.wall().nanos();
    long ago = clocks.mono().nanos() - status.lastAckMono();
    return new dev.penstock.gateway.console.UplinkStatus(
        plan.uplink(),
        condition(status),
        status.acked(),
        status.pending(),
        never ? null : Moments.instant(now - ago),
        new dev.penstock.gateway.console.UplinkStatus.Traffic(
            status.sent(), status.rejected(), status.notes()));
  }

  static Condition condition(UplinkStatus status) {
    return switch (status.state()) {
      case UP -> new Condition(Health.OK, "delivering", status.why());
      case DEGRADED -> new Condition(Health.ATTENTION, "impaired", status.why());
      case CONNECTING -> new Condition(Health.ATTENTION, "connecting", status.why());
      case DOWN -> new Condition(Health.FAULT, "not connected", status.why());
    };
  }

  private List<LossStatus> losses() {
    List<LossStatus> all = new ArrayList<>();
    losses
        .totals()
        .forEach(
            (key, count) ->
                all.add(
                    new LossStatus(
                        key.cause().name(),
                        key.device(),
                        key.dataClass(),
                        count,
                        new LossStatus.Span(null, null))));
    all.sort(Comparator.comparing(LossStatus::cause).thenComparing(LossStatus::device));
    for (Loss loss : losses.pending()) {
      all.add(pending(loss));
    }
    return all;
  }

  private static LossStatus pending(Loss loss) {
    @Nullable Long count = loss.count() == Loss.UNKNOWN_COUNT ? null : loss.count();
    return new LossStatus(
        loss.cause().name() + " (not told yet)",
        loss.device(),
        loss.dataClass(),
        count,
        new LossStatus.Span(
            Moments.instantOrNull(loss.eventFrom()), Moments.instantOrNull(loss.eventTo())));
  }
}
