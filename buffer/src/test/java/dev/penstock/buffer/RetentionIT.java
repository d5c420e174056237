package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalStatus;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.testkit.Batches;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes when the journal is full, and what stays. */
class RetentionIT {

  private static final int ROWS = 1_000;

  @TempDir Path folder;
  private TestJournals journals;
  private long appended;

  @BeforeEach
  void small() {
    journals = new TestJournals(folder);
    journals.maxBytes = 24 * TestJournals.MIB;
  }

  @Test
  void withoutARequiredCursorTheOldestGoAndNothingIsLost() throws Exception {
    try (Journal journal = journals.open()) {
      appendSegments(journal, 12);

      assertThat(journal.status().bytes()).isLessThanOrEqualTo(journals.maxBytes);
      assertThat(oldest(journal)).isGreaterThan(1);
      assertThat(journals.losses.pending()).isEmpty();
    }
  }

  @Test
  void dropOldestTellsWhatAnUplinkWillNeverGet() throws Exception {
    journals.whenFull = JournalSettings.WhenFull.DROP_OLDEST;
    try (Journal journal = journals.open()) {
      journal.cursor("centre", true).cover(journal.epoch(), 1, 5_000);
      journal.cursor("onlooker", false);
      appendSegments(journal, 12);

      long oldest = oldest(journal);
      Loss loss = journals.losses.pending().get(0);
      assertThat(loss.cause()).isEqualTo(LossCause.RETENTION);
      assertThat(loss.device()).isEqualTo("tank");
      assertThat(loss.dataClass()).isEqualTo("process");
      assertThat(loss.eventFrom()).isEqualTo(journals.time.wall().nanos());
      assertThat(loss.eventTo()).isEqualTo(journals.time.wall().nanos());
      assertThat(loss.undeliveredTo()).containsExactly("centre");
      assertThat(loss.epoch()).isEqualTo(journal.epoch().toString());
      assertThat(loss.sequenceFrom()).isEqualTo(5_001);
      assertThat(loss.sequenceTo()).isEqualTo(oldest - 1);
      assertThat(loss.count()).isEqualTo(oldest - 5_001);
    }
  }

  @Test
  void aPowerCutForgetsNothingOfWhatWasDropped() throws Exception {
    journals.whenFull = JournalSettings.WhenFull.DROP_OLDEST;
    try (Journal journal = journals.open()) {
      journal.cursor("centre", true);
      appendSegments(journal, 12);

      assertThat(journals.losses.totals()).isNotEmpty();
      assertThat(journals.losses.isForced()).isTrue();
    }
  }

  @Test
  void refuseKeepsTheOldAndTakesUpAgainWhenTheUplinkHasCaughtUp() throws Exception {
    try (Journal journal = journals.open()) {
      JournalCursor cursor = journal.cursor("centre", true);
      assertThatThrownBy(() -> appendSegments(journal, 12))
          .isInstanceOfSatisfying(
              JournalException.class,
              e -> assertThat(e.reason()).isEqualTo(JournalException.Cause.FULL))
          .hasMessageContaining("journal.maxBytes");
      assertThat(oldest(journal)).isEqualTo(1);
      assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FULL);
      long full = journal.lastSequence();

      cursor.cover(journal.epoch(), 1, full);

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> journal.status().state() == JournalStatus.State.OK);
      appendSegments(journal, 2);
      assertThat(journal.lastSequence()).isGreaterThan(full);
      assertThat(journals.losses.pending()).isEmpty();
    }
  }

  @Test
  void saysThatSpaceIsScarceBeforeThereIsNone() throws Exception {
    journals.maxBytes = 64 * TestJournals.MIB;
    try (Journal journal = journals.open()) {
      JournalCursor cursor = journal.cursor("centre", true);
      assertThat(journal.isScarce()).isFalse();
      while (journal.status().held() < 50 * TestJournals.MIB) {
        journal.append(batch());
      }
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(journal::isScarce);
      assertThat(journal.status().held()).isPositive();

      cursor.cover(journal.epoch(), 1, journal.lastSequence());

      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !journal.isScarce());
    }
  }

  @Test
  void lossesByRetentionAreToldDeviceByDevice() throws Exception {
    Dictionary two = Batches.dictionary("pump/flow", "tank/h1");
    journals.whenFull = JournalSettings.WhenFull.DROP_OLDEST;
    try (Journal journal = Journals.open(journals.settings(), journals.setup(two))) {
      journal.cursor("centre", true);
      for (int i = 0; i < 1_400; i++) {
        journal.append(Batches.numbered(journals.time.clocks(), 2, ROWS, i));
      }

      long gone = oldest(journal) - 1;
      Map<String, Long> lost = new HashMap<>();
      journals.losses.pending().forEach(loss -> lost.put(loss.device(), loss.count()));
      assertThat(lost).containsOnlyKeys("", "pump", "tank").containsEntry("", 1L);
      assertThat(lost.get("pump")).isEqualTo(lost.get("tank"));
      assertThat(lost.values().stream().mapToLong(n -> n).sum()).isEqualTo(gone);
    }
  }

  @Test
  void aRefusedBatchHasNoIdentityAndLeavesNoGap() throws Exception {
    try (Journal journal = journals.open()) {
      JournalCursor cursor = journal.cursor("centre", true);
      assertThatThrownBy(() -> appendSegments(journal, 12)).isInstanceOf(JournalException.class);
      long full = journal.lastSequence();
      ObservationBatch refused = batch();
      assertThatThrownBy(() -> journal.append(refused)).isInstanceOf(JournalException.class);
      assertThat(refused.epoch()).isNull();

      cursor.cover(journal.epoch(), 1, full);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> journal.status().state() == JournalStatus.State.OK);

      assertThat(journal.append(refused)).isEqualTo(full + ROWS);
    }
  }

  @Test
  void deliveredSegmentsGoBeforeOlderUndeliveredOnes() throws Exception {
    journals.whenFull = JournalSettings.WhenFull.DROP_OLDEST;
    Epoch first;
    try (Journal journal = journals.open()) {
      first = journal.epoch();
      journal.cursor("centre", true);
      journal.append(batch());
    }
    try (Journal journal = journals.open()) {
      JournalCursor cursor = journal.cursor("centre", true);
      for (int i = 0; i < 1_200; i++) {
        cursor.cover(journal.epoch(), 1, journal.append(batch()));
      }

      assertThat(journal.status().epochs().get(0).epoch()).isEqualTo(first);
      assertThat(journals.losses.pending()).isEmpty();
    }
    // That a segment in the middle was dropped on purpose is no damage.
    try (Journal journal = journals.open()) {
      assertThat(journal.status().epochs().get(2).start().reason().name()).isEqualTo("CLEAN");
      assertThat(journals.losses.pending()).isEmpty();
    }
  }

  @Test
  void aReaderGoesOnBehindWhatWasDropped() throws Exception {
    try (Journal journal = journals.open();
        JournalReader reader = journal.reader()) {
      ObservationBatch batch = new ObservationBatch();
      assertThat(reader.read(batch)).isTrue();
      appendSegments(journal, 12);
      long oldest = oldest(journal);

      long seen = 1;
      long missed = 0;
      while (reader.read(batch)) {
        missed += batch.firstSequence() - seen - 1;
        seen = batch.sequence(batch.size() - 1);
      }

      assertThat(seen).isEqualTo(journal.lastSequence());
      assertThat(missed).isPositive().isLessThan(oldest);
      assertThat(journals.losses.pending()).isEmpty();
    }
  }

  @Test
  void aDroppedCursorHoldsNothingAnyMore() throws Exception {
    try (Journal journal = journals.open()) {
      journal.cursor("centre", true).drop();
      appendSegments(journal, 12);
      assertThat(journals.losses.pending()).isEmpty();
    }
  }

  @Test
  void theLimitHoldsOverRestarts() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Journal journal = journals.open()) {
        appendSegments(journal, 4);
        assertThat(journal.status().bytes()).isLessThanOrEqualTo(journals.maxBytes);
      }
    }
  }

  /** Appends about this many segments' worth. */
  private void appendSegments(Journal journal, int segments) throws JournalException {
    long start = journal.lastSequence();
    while (journal.lastSequence() - start < segments * 110_000L) {
      journal.append(batch());
    }
  }

  /** Rows of some 38 bytes: every one differs in value and both times. */
  private ObservationBatch batch() {
    ObservationBatch batch = Batches.numbered(journals.time.clocks(), 3, ROWS, (double) appended);
    for (int row = 0; row < ROWS; row++) {
      batch.stamps(row, appended + row, 2 * appended - row);
      batch.uncertainty(row, row);
    }
    appended += ROWS;
    return batch;
  }

  private static long oldest(Journal journal) {
    List<EpochSpan> spans = journal.status().epochs();
    return spans.get(0).first();
  }
}
