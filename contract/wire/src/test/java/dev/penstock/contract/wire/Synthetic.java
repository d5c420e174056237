package dev.penstock.contract.wire;

import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Plausible traffic of 40 points at one value a second: levels at a resolution of 0.01, source
 * stamps of 100 ns with jitter, server stamps shortly after, 0.2 % not good. As in the study that
 * the format was chosen by.
 */
final class Synthetic {

  private static final int POINTS = 40;
  private static final long SECOND = 1_000_000_000L;

  private final Random random = new Random(2026);
  private final double[] level = random.doubles(POINTS, 5, 18).toArray();
  private final boolean noisy;
  private long scan;
  private long sequence = 1;

  /**
   * @param noisy whether values have all the digits of a double, as a simulation's
   */
  Synthetic(boolean noisy) {
    this.noisy = noisy;
  }

  /** One scan of all points, received as one batch. */
  ObservationBatch scan() {
    long at = Samples.WALL + scan * SECOND + random.nextInt(3_000_000);
    ObservationBatch batch =
        new ObservationBatch().receivedAt(at + 4_000_000, at - Samples.WALL + random.nextInt(2000));
    for (int point = 0; point < POINTS; point++) {
      row(batch, point, at);
    }
    batch.identify(Samples.EPOCH.epoch(), sequence);
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
    batch.resolved(row, source, TimeBasis.SOURCE, 1_500_000, Samples.CLOCK.id());
    if (random.nextInt(500) == 0) {
      batch.judge(row, random.nextBoolean() ? StatusCodes.BAD_NO_COMMUNICATION : 0x40900000);
    } else {
      batch.quality(row, Quality.GOOD);
    }
  }

  /** Frames of this many rows. */
  static List<byte[]> frames(boolean noisy, int frames, int rows) {
    Synthetic plant = new Synthetic(noisy);
    List<byte[]> made = new ArrayList<>();
    try (FrameWriter writer = new FrameWriter(Samples.ORIGIN, Samples.signer(1))) {
      ObservationBatch batch = plant.scan();
      int at = 0;
      for (int i = 0; i < frames; i++) {
        writer.begin(
            Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), batch.firstSequence() + at);
        while (writer.rows() < rows) {
          at += writer.add(batch, at, Math.min(batch.size(), at + rows - writer.rows()));
          if (at == batch.size()) {
            batch = plant.scan();
            at = 0;
          }
        }
        made.add(writer.finish(Samples.CREATED, List.of(Samples.CLOCK)));
      }
    }
    return made;
  }
}
