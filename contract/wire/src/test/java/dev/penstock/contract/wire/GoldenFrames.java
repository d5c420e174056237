package dev.penstock.contract.wire;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.FrameHeader.Created;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Made the frozen frames of schema version 1. Run again only to add those of a new version, under
 * new names: what is frozen stays.
 */
final class GoldenFrames {

  private GoldenFrames() {}

  static Map<String, byte[]> version1() {
    Map<String, byte[]> frames = new LinkedHashMap<>();
    FrameOrigin filtered = new FrameOrigin("hall-7", "centre", "00112233aabbccdd");
    EpochStart second =
        new EpochStart(
            new Epoch(0xFEDCBA9876543210L),
            Samples.EPOCH.epoch(),
            4711,
            EpochStart.Reason.KILLED,
            "boot-b");
    try (FrameWriter writer = new FrameWriter(Samples.ORIGIN, Samples.signer(1));
        FrameWriter unsigned = new FrameWriter(filtered, null)) {
      frames.put(
          "v1-dictionary",
          writer.dictionary(Samples.EPOCH, Samples.dictionary(3), Samples.CREATED));
      frames.put(
          "v1-aggregation",
          writer.dictionary(Samples.EPOCH, Samples.aggregated(), Samples.CREATED));
      frames.put("v1-rows", rows(writer));
      frames.put("v1-plain", Synthetic.frames(false, 1, 80).get(0));
      frames.put("v1-history", history(unsigned, second));
      frames.put("v1-birth", birth(writer, second));
    }
    return frames;
  }

  private static byte[] rows(FrameWriter writer) {
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 1);
    for (int i = 0; i < 3; i++) {
      ObservationBatch batch = Samples.batch(new Random(i), Samples.EPOCH.epoch(), 1 + 40 * i, 40);
      writer.add(batch, 0, batch.size());
    }
    return writer.finish(Samples.CREATED, List.of(Samples.CLOCK));
  }

  private static byte[] history(FrameWriter writer, EpochStart epoch) {
    ObservationBatch batch = Samples.batch(new Random(9), epoch.epoch(), 1000, 30);
    writer.begin(epoch, Lane.HISTORY, Samples.DICTIONARY.hash(), 990);
    writer.lost(990, 997, "fedcba9876543210/12");
    writer.lost(999, 999, "");
    writer.add(batch, 0, 3);
    writer.add(batch, 20, 22);
    writer.coverTo(1100);
    return writer.finish(new Created(Samples.WALL, 5, "boot-c"), List.of());
  }

  private static byte[] birth(FrameWriter writer, EpochStart epoch) {
    ObservationBatch seen = new ObservationBatch().receivedAt(Samples.WALL, 5);
    seen.put(seen.add(3, Kind.RAW, Trigger.CHANGE), 12.25);
    seen.identify(Samples.EPOCH.epoch(), 4700);
    Observation old = seen.observation(0, "hall-7", Samples.DICTIONARY);
    seen.identify(epoch.epoch(), 2);
    seen.put(0, "open");
    Observation fresh = seen.observation(0, "hall-7", Samples.DICTIONARY);
    return writer.birth(
        epoch,
        Samples.DICTIONARY,
        List.of(old, fresh),
        Samples.CREATED,
        List.of(Samples.CLOCK),
        List.of(new EpochSpan(Samples.EPOCH, 100, 4711), new EpochSpan(epoch, 1, 2)));
  }

  /** Writes those that are not there yet. */
  public static void main(String[] folder) throws IOException, FrameException {
    for (Map.Entry<String, byte[]> golden : version1().entrySet()) {
      Path frame = Path.of(folder[0], golden.getKey() + ".frame");
      if (Files.notExists(frame)) {
        Files.write(frame, golden.getValue());
        Frame read = FrameReader.unchecked().read(golden.getValue());
        Files.write(
            Path.of(folder[0], golden.getKey() + ".jsonl"),
            FrameJson.lines(read, Samples.DICTIONARY));
      }
    }
  }
}
