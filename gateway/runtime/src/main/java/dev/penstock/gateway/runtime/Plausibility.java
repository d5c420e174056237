package dev.penstock.gateway.runtime;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Flag;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.PointDescriptor.ValidRange;
import dev.penstock.contract.Quality;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Watermarks;
import java.util.Arrays;

/**
 * Judges a row by its point's descriptor and by the row before: range, rate, order. Only ever
 * lowers the quality. Used by the thread of the points' device alone.
 */
final class Plausibility {

  private static final long ABSENT = ObservationBatch.ABSENT;
  private static final double NANOS = 1e9;

  /** Two readings may each be off by twice their standard uncertainty without the plant moving. */
  private static final double NOISE = 4;

  private final Dictionary dictionary;
  private final long[] lastEvent;
  private final Watermarks watermarks;
  private final long[] lastSource;
  private final long[] lastBits;

  Plausibility(Dictionary dictionary) {
    this.dictionary = dictionary;
    this.lastEvent = new long[dictionary.size()];
    this.watermarks = new Watermarks(dictionary);
    this.lastSource = new long[dictionary.size()];
    this.lastBits = new long[dictionary.size()];
    Arrays.fill(lastEvent, ABSENT);
    Arrays.fill(lastSource, ABSENT);
  }

  /**
   * Judges one row and remembers it.
   *
   * @param latestPlausible no event time moves its point's watermark beyond this, ns since 1970
   */
  void judge(ObservationBatch batch, int row, long latestPlausible) {
    int point = batch.point(row);
    PointDescriptor descriptor = dictionary.at(point);
    order(batch, row, latestPlausible);
    if (batch.quality(row) == Quality.BAD || !batch.type(row).isNumeric()) {
      return;
    }
    range(batch, row, descriptor.valid());
    rate(batch, row, descriptor);
    if (batch.trigger(row) != Trigger.BACKFILL) {
      lastEvent[point] = batch.event(row);
      lastBits[point] = Double.doubleToRawLongBits(batch.number(row));
    }
  }

  private void order(ObservationBatch batch, int row, long latestPlausible) {
    switch (watermarks.see(batch, row, latestPlausible)) {
      case LATE -> batch.addFlag(row, Flag.LATE);
      case OUT_OF_ORDER -> batch.addFlag(row, Flag.OUT_OF_ORDER);
      case IN_ORDER -> {}
    }
    int point = batch.point(row);
    long source = batch.source(row);
    if (source != ABSENT
        && source == lastSource[point]
        && batch.type(row).isNumeric()
        && Double.doubleToRawLongBits(batch.number(row)) != lastBits[point]) {
      batch.addFlag(row, Flag.DUP_SOURCE_TIME);
    }
    lastSource[point] = source;
  }

  private static void range(ObservationBatch batch, int row, ValidRange valid) {
    double value = batch.number(row);
    if (Double.isNaN(value) || !valid.contains(value)) {
      lower(batch, row, Flag.OUT_OF_RANGE);
    }
  }

  private void rate(ObservationBatch batch, int row, PointDescriptor descriptor) {
    int point = batch.point(row);
    double maxRate = descriptor.valid().maxRate();
    long elapsed = batch.event(row) - lastEvent[point];
    if (lastEvent[point] == ABSENT || elapsed <= 0 || Double.isNaN(maxRate)) {
      return;
    }
    double change = Math.abs(batch.number(row) - Double.longBitsToDouble(lastBits[point]));
    double noise = Double.isNaN(descriptor.uncertainty()) ? 0 : NOISE * descriptor.uncertainty();
    if (change > maxRate * elapsed / NANOS + noise) {
      lower(batch, row, Flag.RATE_EXCEEDED);
    }
  }

  private static void lower(ObservationBatch batch, int row, Flag flag) {
    batch.addFlag(row, flag);
    batch.quality(row, batch.quality(row).worse(Quality.UNCERTAIN));
  }
}
