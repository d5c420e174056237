package dev.penstock.gateway.runtime;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.EventTimes;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.Observation;
import dev.penstock.contract.Observation.Times;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor.TimePolicy;
import dev.penstock.contract.Quality;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Watermarks;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.LossCause;
import java.util.function.Predicate;

/**
 * The way of an observation: device, event time, quality, last values, journal. Runs on the
 * driver's thread with no queue in between, so a slow disk pushes back into the protocol. Whatever
 * was handed over is journaled or counted as lost when {@link #take} returns.
 */
final class TelemetryPath {

  private final ClockBook clocks;
  private final LastValues lastValues;
  private final Journal journal;
  private volatile Predicate<String> underMaintenance = device -> false;

  TelemetryPath(ClockBook clocks, LastValues lastValues, Journal journal) {
    this.clocks = clocks;
    this.lastValues = lastValues;
    this.journal = journal;
  }

  /**
   * Takes one batch of one device.
   *
   * @return the sequence of its last row, or 0 if it was lost, which then is counted
   */
  long take(DeviceIntake device, ObservationBatch batch) {
    if (batch.isEmpty()) {
      return journal.lastSequence();
    }
    device.countHanded(batch.size());
    device.clock().learn(batch);
    resolve(device, batch);
    judge(device, batch);
    mark(device, batch);
    show(batch);
    return append(device, journal.isScarce() ? admit(device, batch) : batch);
  }

  /** Keeps out what the settings can do without while space is scarce. */
  private static ObservationBatch admit(DeviceIntake device, ObservationBatch batch) {
    ObservationBatch admitted = device.admission().admit(batch);
    if (admitted != batch) {
      device.countLost(LossCause.THINNED, device.admission().refused());
    }
    return admitted;
  }

  /** Takes the values that a device's sign of life says have not changed. */
  void heartbeat(DeviceIntake device, ObservationBatch due) {
    device.countHanded(due.size());
    resolve(device, due);
    judge(device, due);
    append(device, due);
  }

  /** Takes what was read back after a write, from the gate's thread. */
  void readBack(DeviceIntake device, Observation seen) {
    int point = lastValues.dictionary().indexOf(seen.point());
    Times times = seen.times();
    ObservationBatch batch =
        new ObservationBatch().receivedAt(times.receivedWall(), times.receivedMono());
    int row = batch.add(point, Kind.READ_BACK, Trigger.POLL);
    batch.judge(row, seen.judgement().status());
    if (seen.value() != null && batch.quality(row) != Quality.BAD) {
      batch.put(row, seen.value());
    }
    batch.stamps(row, times.source(), times.server());
    device.countHanded(1);
    resolve(device, batch);
    mark(device, batch);
    show(batch);
    append(device, batch);
  }

  /** The gateway's wall clock. */
  long now() {
    return clocks.now();
  }

  /** Whose clock? */
  private void resolve(DeviceIntake device, ObservationBatch batch) {
    ClockEntry gateway = clocks.gateway();
    ClockEntry learned = clocks.device(device.name());
    for (int row = 0; row < batch.size(); row++) {
      TimePolicy policy = lastValues.dictionary().at(batch.point(row)).time();
      EventTimes.resolve(batch, row, policy, gateway, learned);
    }
  }

  /** How good? */
  private void judge(DeviceIntake device, ObservationBatch batch) {
    long latestPlausible = Watermarks.latestPlausible(batch, clocks.gateway());
    for (int row = 0; row < batch.size(); row++) {
      device.plausibility().judge(batch, row, latestPlausible);
    }
  }

  /** From now on the rows of these devices are marked as taken under maintenance. */
  void underMaintenance(Predicate<String> devices) {
    underMaintenance = devices;
  }

  /** Somebody works at it: what it shows is no process. */
  private void mark(DeviceIntake device, ObservationBatch batch) {
    if (underMaintenance.test(device.name())) {
      for (int row = 0; row < batch.size(); row++) {
        batch.addFlag(row, Flag.MAINTENANCE);
      }
    }
  }

  private void show(ObservationBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      if (isCurrent(batch, row)) {
        lastValues.update(batch, row);
      }
    }
  }

  private long append(DeviceIntake device, ObservationBatch batch) {
    if (batch.isEmpty()) {
      return 0;
    }
    try {
      long last = journal.append(batch);
      device.countJournaled(batch);
      identify(batch);
      device.valueSeen(batch);
      return last;
    } catch (JournalException e) {
      if (e.reason() == JournalException.Cause.TOO_LARGE && batch.size() > 1) {
        return appendRowByRow(device, batch);
      }
      device.countLost(cause(e), batch);
      return 0;
    }
  }

  private static LossCause cause(JournalException e) {
    return switch (e.reason()) {
      case FULL -> LossCause.JOURNAL_FULL;
      case TOO_LARGE -> LossCause.OVERSIZE;
      case BROKEN, UNAVAILABLE, NEWER_FORMAT, CLOSED -> LossCause.JOURNAL_BROKEN;
    };
  }

  /** One value that is too large must not cost those that came with it. */
  private long appendRowByRow(DeviceIntake device, ObservationBatch batch) {
    long last = 0;
    ObservationBatch single = new ObservationBatch();
    for (int row = 0; row < batch.size(); row++) {
      single.receivedAt(batch.receivedWall(), batch.receivedMono());
      single.roundTrip(batch.roundTrip());
      single.addCopy(batch, row);
      last = Math.max(last, append(device, single));
    }
    return last;
  }

  private void identify(ObservationBatch batch) {
    Epoch epoch = batch.epoch();
    if (epoch == null) {
      return;
    }
    for (int row = 0; row < batch.size(); row++) {
      if (isCurrent(batch, row)) {
        lastValues.identify(batch.point(row), epoch, batch.sequence(row));
      }
    }
  }

  /** What a device fills in from its history says nothing about now. */
  private static boolean isCurrent(ObservationBatch batch, int row) {
    return batch.trigger(row) != Trigger.BACKFILL && batch.kind(row) != Kind.HEALTH;
  }
}
