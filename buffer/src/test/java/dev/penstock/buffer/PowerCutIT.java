package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.testkit.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A power cut: of what was written after the last force, the disk has some pages and others not, in
 * no order.
 */
class PowerCutIT {

  private static final int PAGE = 4096;

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void keepsWhatWasDurableAndGivesNoIdentityTwice(long seed) throws Exception {
    Random random = new Random(seed);
    TestJournals written = new TestJournals(root.resolve("written"));
    TestJournals found = new TestJournals(root.resolve("found"));
    found.boot = "boot-2";
    Path later = root.resolve("later");
    Epoch epoch;
    long durable;
    long last;
    try (Journal journal = written.open()) {
      epoch = journal.epoch();
      append(journal, random, 30);
      while (journal.durableSequence() < journal.lastSequence()) {
        Thread.onSpinWait();
      }
      durable = journal.lastSequence();
      Snapshot.take(written.folder, found.folder);
      append(journal, random, 60);
      last = journal.lastSequence();
      Snapshot.take(written.folder, later);
    }
    mix(Snapshot.segments(later).get(0), Snapshot.segments(found.folder).get(0), random);

    try (Journal journal = found.open()) {
      RangeSet held = read(journal, epoch);
      assertThat(held.containsAll(1, durable)).as("seed %d", seed).isTrue();
      List<EpochSpan> spans = journal.status().epochs();
      long foundLast = spans.get(0).last();
      assertThat(foundLast).isBetween(durable, last);
      assertThat(spans.get(1).epoch()).isNotEqualTo(epoch);
      assertThat(spans.get(1).start().previousLast()).isEqualTo(foundLast);
      assertThat(spans.get(1).start().reason()).isIn(Reason.POWER, Reason.DAMAGED);
      assertEveryGapIsTold(held, foundLast, found.losses.pending(), seed);
    }
  }

  private static void assertEveryGapIsTold(RangeSet held, long last, List<Loss> losses, long seed) {
    RangeSet all = held.copy();
    for (Loss loss : losses) {
      if (loss.sequenceFrom() > 0) {
        all.add(loss.sequenceFrom(), loss.sequenceTo());
      }
    }
    assertThat(all.containsAll(1, last)).as("seed %d", seed).isTrue();
  }

  private static void append(Journal journal, Random random, int batches) throws JournalException {
    TestJournals any = new TestJournals(Path.of("unused"));
    for (int i = 0; i < batches; i++) {
      ObservationBatch batch =
          Batches.numbered(
              any.time.clocks(), 3, 1 + random.nextInt(200), (double) (journal.lastSequence() + 1));
      for (int row = 0; row < batch.size(); row++) {
        batch.stamps(row, random.nextLong(), random.nextLong());
      }
      journal.append(batch);
    }
  }

  /** Takes about half of the pages that differ. */
  private static void mix(Path later, Path into, Random random) throws IOException {
    byte[] after = Files.readAllBytes(later);
    byte[] before = Files.readAllBytes(into);
    for (int at = 0; at + PAGE <= before.length; at += PAGE) {
      if (random.nextBoolean()) {
        System.arraycopy(after, at, before, at, PAGE);
      }
    }
    Files.write(into, before);
  }

  private static RangeSet read(Journal journal, Epoch epoch) {
    RangeSet held = new RangeSet();
    ObservationBatch batch = new ObservationBatch();
    try (JournalReader reader = journal.reader()) {
      while (reader.read(batch)) {
        if (epoch.equals(batch.epoch())) {
          held.add(batch.firstSequence(), batch.sequence(batch.size() - 1));
          for (int row = 0; row < batch.size(); row++) {
            if (batch.kind(row) == Kind.RAW) {
              assertThat(batch.number(row)).isEqualTo((double) batch.sequence(row));
            }
          }
        }
      }
    }
    return held;
  }
}
