package dev.penstock.gateway.runtime;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.gateway.runtime.GatewaySettings.AdmissionEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.tinylog.Logger;

/**
 * One device's side of the telemetry path: what its session tells is taken, counted and kept here.
 * It outlives the sessions, so that counts and gaps run on over restarts.
 */
final class DeviceIntake implements DeviceListener {

  /** The device's link as last told. */
  record Link(LinkState state, String why) {}

  private final DevicePlan plan;
  private final TelemetryPath path;
  private final LossLedger losses;
  private final LastValues lastValues;
  private final Plausibility plausibility;
  private final Heartbeats heartbeats;
  private final DeviceClock clock;
  private final Admission admission;
  private final Consumer<DeviceException> onEnd;

  private final AtomicLong handed = new AtomicLong();
  private final AtomicLong journaled = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong reported = new AtomicLong();
  private final List<String> classes;
  private final int[] classOf;
  private final AtomicLongArray byClass;
  private volatile Link link = new Link(LinkState.CONNECTING, "not connected yet");
  private volatile boolean gapOpen = true;

  DeviceIntake(
      DevicePlan plan,
      TelemetryPath path,
      LossLedger losses,
      LastValues lastValues,
      ClockBook clocks,
      Care care) {
    this.plan = plan;
    this.path = path;
    this.losses = losses;
    this.lastValues = lastValues;
    this.plausibility = new Plausibility(lastValues.dictionary());
    this.heartbeats = new Heartbeats(plan.bindings(), lastValues);
    this.clock = new DeviceClock(plan.device(), clocks);
    this.admission = new Admission(care.admission(), lastValues.dictionary());
    this.onEnd = care.onEnd();
    this.classes = classes(plan, lastValues.dictionary());
    this.byClass = new AtomicLongArray(classes.size());
    this.classOf = new int[lastValues.dictionary().size()];
    for (PointBinding binding : plan.bindings()) {
      int index = binding.index();
      classOf[index] = classes.indexOf(lastValues.dictionary().at(index).dataClass());
    }
  }

  /**
   * @param admission what stays out when space is scarce
   * @param onEnd is told when a session has ended by itself
   */
  record Care(AdmissionEntry admission, Consumer<DeviceException> onEnd) {}

  private static List<String> classes(DevicePlan plan, Dictionary dictionary) {
    return plan.bindings().stream()
        .map(binding -> dictionary.at(binding.index()).dataClass())
        .distinct()
        .sorted()
        .toList();
  }

  String name() {
    return plan.device();
  }

  DevicePlan plan() {
    return plan;
  }

  Plausibility plausibility() {
    return plausibility;
  }

  DeviceClock clock() {
    return clock;
  }

  Link link() {
    return link;
  }

  /** Rows handed over by its sessions. */
  long handed() {
    return handed.get();
  }

  long journaled() {
    return journaled.get();
  }

  /** Rows handed over and lost, and what the protocol reported as lost. */
  long lost() {
    return lost.get();
  }

  /** Rows that the protocol reported as lost; an unknown count is one. */
  long reported() {
    return reported.get();
  }

  /**
   * What was handed over or reported lost is journaled or lost, to the row. Holds between batches.
   */
  boolean isBalanced() {
    return handed() + reported() == journaled() + lost();
  }

  Admission admission() {
    return admission;
  }

  @Override
  public long accept(ObservationBatch batch) {
    heartbeats.see(batch);
    return path.take(this, batch);
  }

  @Override
  public void alive(long mono) {
    plan.bindings().forEach(b -> lastValues.alive(b.index(), mono));
    ObservationBatch due = heartbeats.due(path.now(), mono);
    if (!due.isEmpty() && !gapOpen) {
      path.heartbeat(this, due);
    }
  }

  @Override
  public void lost(LossCause cause, long count, long eventFrom, long eventTo) {
    long known = count == Loss.UNKNOWN_COUNT ? 1 : count;
    reported.addAndGet(known);
    lost.addAndGet(known);
    losses.count(key(cause), count, eventFrom, eventTo);
  }

  @Override
  public void link(LinkState state, String why) {
    Link before = link;
    link = new Link(state, why);
    if (!before.equals(link)) {
      Logger.info("device link changed device={} state={} why=\"{}\"", name(), state, why);
    }
    if (state == LinkState.DOWN && before.state() != LinkState.DOWN) {
      beginGap(LossCause.LINK_DOWN, path.now());
    }
  }

  @Override
  public void ended(DeviceException cause) {
    link(LinkState.DOWN, String.valueOf(cause.getMessage()));
    onEnd.accept(cause);
  }

  /** From here on, values may be missing until the next one comes. */
  void beginGap(LossCause cause, long eventFrom) {
    losses.beginGap(key(cause), eventFrom);
    gapOpen = true;
  }

  void countHanded(int rows) {
    handed.addAndGet(rows);
  }

  void countJournaled(ObservationBatch batch) {
    journaled.addAndGet(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      byClass.incrementAndGet(classOf[batch.point(row)]);
    }
  }

  /** Rows journaled by data class. */
  Map<String, Long> journaledByClass() {
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < classes.size(); i++) {
      counts.put(classes.get(i), byClass.get(i));
    }
    return counts;
  }

  /** Tells the ledger of rows that were handed over and not journaled, class by class. */
  void countLost(LossCause cause, ObservationBatch batch) {
    lost.addAndGet(batch.size());
    for (int i = 0; i < classes.size(); i++) {
      countLost(cause, batch, i);
    }
  }

  private void countLost(LossCause cause, ObservationBatch batch, int dataClass) {
    long count = 0;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (int row = 0; row < batch.size(); row++) {
      if (classOf[batch.point(row)] == dataClass) {
        count++;
        from = Math.min(from, batch.event(row));
        to = Math.max(to, batch.event(row));
      }
    }
    if (count > 0) {
      losses.count(new LossLedger.Key(cause, name(), classes.get(dataClass)), count, from, to);
    }
  }

  /** A value came: whatever gap was open ends before it. */
  void valueSeen(ObservationBatch batch) {
    if (gapOpen) {
      gapOpen = false;
      for (LossCause cause : List.of(LossCause.STOPPED, LossCause.LINK_DOWN)) {
        losses.endGap(key(cause), batch.receivedWall());
      }
    }
  }

  private LossLedger.Key key(LossCause cause) {
    return new LossLedger.Key(cause, name(), "");
  }
}
