package dev.penstock.contract.wire;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.testkit.SyntheticPlant;
import java.util.ArrayList;
import java.util.List;

/** The synthetic plant's traffic in frames. */
final class Synthetic {

  private Synthetic() {}

  /** Frames of this many rows. */
  static List<byte[]> frames(boolean noisy, int frames, int rows) {
    SyntheticPlant plant = new SyntheticPlant(Samples.EPOCH.epoch(), noisy);
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
