package dev.penstock.contract.testkit;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import java.util.Random;

/**
 * Plausible traffic of 40 points at one value a second, the same with every run: levels at a
 * resolution of 0.01, source stamps of 100 ns with jitter, server stamps shortly after, 0.2 % not
 * good. What the wire format was chosen by, and is measured by.
 */
public final class SyntheticPlant {

  public static final int POINTS = 40;

  /** When it begins, ns since 1970. */
  public static final long BEGIN = 1_790_000_000_000_000_000L;

  private static final long SECOND = 1_000_000_000L;

  /** The clock entry that its rows name. */
  public static final ClockEntry CLOCK =
      new ClockEntry(
          1,
          ClockEntry.Topic.STATE,
          ClockEntry.GATEWAY,
          "boot-a",
          ClockState.SYNCED,
          250_000,
          0,
          BEGIN,
          70 * SECOND);

  private final Random random = new Random(2026);
  private final double[] level = random.doubles(POINTS, 5, 18).toArray();
  private final Epoch epoch;
  private final boolean noisy;
  private long scan;
  private long sequence = 1;

  /**
   * A plant whose rows are journaled from sequence 1 on.
   *
   * @param noisy whether values have all the digits of a double, as a simulation's
   */
  public SyntheticPlant(Epoch epoch, boolean noisy) {
    this.epoch = epoch;
    this.noisy = noisy;
  }

  /** One scan of all points, received as one batch. */
  public ObservationBatch scan() {
    long at = BEGIN + scan * SECOND + random.nextInt(3_000_000);
    ObservationBatch batch =
        new ObservationBatch().receivedAt(at + 4_000_000, at - BEGIN + random.nextInt(2000));
    for (int point = 0; point < POINTS; point++) {
      row(batch, point, at);
    }
    batch.identify(epoch, sequence);
    sequence += POINTS;
    scan++;
    return batch;
  }

  private void row(ObservationBatch batch, int point, long at) {
    level[point] += random.nextGaussian() * 0.03;
    int row = batch.add(point, Kind.RAW, Trigger.CHANGE);
    batch.put(row, noisy ? level[point] : Math.rint(level[point] * 100) / 100);
    batch.uncertainty(row, 0.05);
    long source = at + random.nextInt(10_000) * 100L;
    batch.stamps(row, source, source + 100L * random.nextInt(2000));
    batch.resolved(row, source, TimeBasis.SOURCE, 1_500_000, CLOCK.id());
    if (random.nextInt(500) == 0) {
      batch.judge(row, random.nextBoolean() ? StatusCodes.BAD_NO_COMMUNICATION : 0x40900000);
    } else {
      batch.quality(row, Quality.GOOD);
    }
  }
}
