package dev.penstock.gateway.runtime;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.device.PointBinding;
import java.util.List;

/**
 * Repeats the values of a device that did not change, as often as their profile promises: a reader
 * of the journal, now or at a replay, then knows that nothing was to be told. Used by the thread
 * that hands over the device's batches.
 */
final class Heartbeats {

  private static final long NEVER = ObservationBatch.ABSENT;

  /** These were said of the moment the value came, not of the value. */
  private static final int PASSING =
      Flag.LATE.mask()
          | Flag.OUT_OF_ORDER.mask()
          | Flag.DUP_SOURCE_TIME.mask()
          | Flag.GAP_BEFORE.mask()
          | Flag.CLOCK_SUSPECT.mask();

  private final List<PointBinding> bindings;
  private final LastValues lastValues;

  /** When a row of the point was last handed on, by the binding's place. */
  private final long[] told;

  private final int[] placeOf;
  private final ObservationBatch batch = new ObservationBatch();
  private long lastSign = NEVER;

  Heartbeats(List<PointBinding> bindings, LastValues lastValues) {
    this.bindings = bindings;
    this.lastValues = lastValues;
    this.told = new long[bindings.size()];
    this.placeOf = new int[lastValues.dictionary().size()];
    for (int place = 0; place < bindings.size(); place++) {
      placeOf[bindings.get(place).index()] = place;
      told[place] = NEVER;
    }
  }

  /** Rows of the device went by. */
  void see(ObservationBatch rows) {
    for (int row = 0; row < rows.size(); row++) {
      told[placeOf[rows.point(row)]] = rows.receivedMono();
    }
  }

  /**
   * The device gave a sign of life: what has not changed since.
   *
   * @return the rows that are due, reused at the next call; empty if none is
   */
  ObservationBatch due(long wall, long mono) {
    // What would be too late at the next sign is due now.
    long next = lastSign == NEVER ? mono : mono + (mono - lastSign);
    lastSign = mono;
    batch.receivedAt(wall, mono);
    for (int place = 0; place < told.length && !batch.isFull(); place++) {
      long every = bindings.get(place).reporting().heartbeat();
      if (every > 0 && told[place] != NEVER && next - told[place] > every) {
        repeat(bindings.get(place).index());
        told[place] = mono;
      }
    }
    return batch;
  }

  private void repeat(int point) {
    Observation last = lastValues.get(point);
    if (last == null) {
      return;
    }
    int row = batch.add(point, Kind.RAW, Trigger.HEARTBEAT);
    if (last.value() != null) {
      batch.put(row, last.value());
    }
    Observation.Judgement judgement = last.judgement();
    batch.quality(row, judgement.quality());
    batch.flags(row, judgement.flags() & ~PASSING);
    batch.status(row, judgement.status());
    batch.uncertainty(row, judgement.uncertainty());
  }
}
