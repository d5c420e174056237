package dev.penstock.drivers.mqtt;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.Trigger;
import org.jspecify.annotations.Nullable;

/** The rows of one message at a time, handed over in as many batches as it takes. */
final class MessageRows {

  /** No data are there for this value. */
  static final int BAD_NO_DATA = 0x809B0000;

  private final Teller teller;
  private final Problems problems;
  private final ObservationBatch batch = new ObservationBatch();
  private long wall;
  private long mono;
  private boolean retained;
  private long sequence;
  private int count;

  MessageRows(Teller teller, Problems problems) {
    this.teller = teller;
    this.problems = problems;
  }

  /**
   * @param kept whether the broker had kept it since before we came
   */
  void begin(long receivedWall, long receivedMono, boolean kept) {
    wall = receivedWall;
    mono = receivedMono;
    retained = kept;
    sequence = 0;
    count = 0;
    batch.receivedAt(wall, mono);
  }

  /** When the message arrived: what a time in it may be relative to. */
  long receivedWall() {
    return wall;
  }

  /** How many rows the message has had. */
  int count() {
    return count;
  }

  /**
   * Adds a row.
   *
   * @param value as JSON gives it; null for a device that says it has none
   * @param source the device's stamp, or ABSENT
   * @param suspect whether a stamp was there that is no time
   */
  void add(Target target, @Nullable Object value, long source, boolean suspect) {
    if (batch.isFull()) {
      handOver();
    }
    count++;
    int row = batch.add(target.binding().index(), Kind.RAW, Trigger.CHANGE);
    batch.stamps(row, source, ObservationBatch.ABSENT);
    if (value == null) {
      batch.judge(row, BAD_NO_DATA);
      batch.addFlag(row, Flag.DEVICE);
    } else if (target.put(batch, row, value)) {
      problems.solved(target.binding().point());
    } else {
      batch.status(row, StatusCodes.BAD_TYPE_MISMATCH);
      batch.quality(row, Quality.BAD);
      batch.addFlag(row, Flag.CONFIG);
      problems.add(target.binding().point(), wrongType(target, value));
    }
    if (suspect) {
      batch.addFlag(row, Flag.CLOCK_SUSPECT);
    }
    if (retained) {
      batch.addFlag(row, Flag.INITIAL);
    }
  }

  private static String wrongType(Target target, Object value) {
    String found = value.toString();
    return "topic "
        + target.topic()
        + ": the profile says "
        + target.binding().type().word()
        + " and the device sends "
        + (found.length() > 40 ? found.substring(0, 40) + "…" : found)
        + ": correct the profile";
  }

  /** Hands over what is left; returns the sequence of the last row journaled, 0 for none. */
  long end() {
    handOver();
    return sequence;
  }

  private void handOver() {
    if (!batch.isEmpty()) {
      sequence = Math.max(sequence, teller.accept(batch));
    }
    batch.receivedAt(wall, mono);
  }
}
