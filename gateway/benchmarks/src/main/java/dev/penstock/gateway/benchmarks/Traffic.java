package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.SyntheticPlant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Journaled rows of one epoch, with what is needed to send them. */
record Traffic(
    EpochStart epoch,
    Dictionary dictionary,
    List<ClockEntry> clocks,
    List<ObservationBatch> batches) {

  Traffic {
    clocks = List.copyOf(clocks);
    batches = List.copyOf(batches);
  }

  static Traffic synthetic(boolean noisy, int scans) {
    EpochStart start =
        new EpochStart(
            new Epoch(0x1122334455667788L), null, 0, EpochStart.Reason.CREATED, "boot-a");
    SyntheticPlant plant = new SyntheticPlant(start.epoch(), noisy);
    List<ObservationBatch> batches = new ArrayList<>();
    for (int i = 0; i < scans; i++) {
      batches.add(plant.scan());
    }
    return new Traffic(start, points(), List.of(SyntheticPlant.CLOCK), batches);
  }

  private static Dictionary points() {
    List<PointDescriptor> points =
        IntStream.range(0, SyntheticPlant.POINTS)
            .mapToObj(i -> Batches.point("plc/level-" + i))
            .toList();
    return new Dictionary(points);
  }

  /** The newest epoch of a journal, whole. */
  static Traffic ofJournal(JournalView journal) {
    var epochs = journal.status().epochs();
    Epoch newest = epochs.get(epochs.size() - 1).epoch();
    try (JournalReader reader = journal.reader()) {
      reader.seek(newest, 1);
      List<ObservationBatch> batches = new ArrayList<>();
      ObservationBatch batch = new ObservationBatch();
      while (reader.read(batch)) {
        batches.add(batch);
        batch = new ObservationBatch();
      }
      return new Traffic(reader.epoch(), reader.dictionary(), reader.clocks(), batches);
    }
  }

  int rows() {
    return batches.stream().mapToInt(ObservationBatch::size).sum();
  }
}
