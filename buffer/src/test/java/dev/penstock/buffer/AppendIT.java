package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.testkit.Batches;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appending under odd circumstances. */
class AppendIT {

  @TempDir Path folder;
  private TestJournals journals;

  @BeforeEach
  void name() {
    journals = new TestJournals(folder);
  }

  @Test
  void appendsOnAThreadThatIsBeingInterrupted() throws Exception {
    journals.sync = JournalSettings.Sync.EVERY;
    try (Journal journal = journals.open()) {
      Thread.currentThread().interrupt();
      long last = journal.append(values(1, 2));
      journal.append(values(3));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(last).isEqualTo(3);
      assertThat(journal.durableSequence()).isEqualTo(4);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void rollsOnAThreadThatIsBeingInterrupted() throws Exception {
    try (Journal journal = journals.open()) {
      int rows = 0;
      while (journal.status().segments() < 3) {
        Thread.currentThread().interrupt();
        journal.append(Batches.numbered(journals.time.clocks(), 3, 1_000, rows));
        rows += 1_000;
      }
      assertThat(Thread.interrupted()).isTrue();
      assertThat(count(journal.reader())).isEqualTo(rows + 1);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aReaderThatWasInterruptedReadsOn() throws Exception {
    try (Journal journal = journals.open();
        JournalReader reader = journal.reader()) {
      journal.append(values(1));
      ObservationBatch batch = new ObservationBatch();
      assertThat(reader.read(batch)).isTrue();
      Thread.currentThread().interrupt();
      journal.append(values(2));
      while (reader.read(batch)) {
        assertThat(batch.size()).isEqualTo(1);
      }
      assertThat(Thread.interrupted()).isTrue();
      journal.append(values(3));

      long seen = batch.firstSequence();
      while (reader.read(batch)) {
        assertThat(batch.firstSequence()).isEqualTo(seen + 1);
        seen++;
      }
      assertThat(seen).isEqualTo(4);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void everyMeansDurableWhenAppendReturns() throws Exception {
    journals.sync = JournalSettings.Sync.EVERY;
    try (Journal journal = journals.open()) {
      for (int i = 0; i < 20; i++) {
        assertThat(journal.append(values(i))).isEqualTo(journal.durableSequence());
      }
    }
  }

  @Test
  void aBatchOfLongValuesTakesSeveralBlocksAndComesBackInOrder() throws Exception {
    try (Journal journal = journals.open();
        JournalReader reader = journal.reader()) {
      ObservationBatch written = new ObservationBatch().receivedAt(1, 1);
      for (int i = 0; i < 5; i++) {
        written.put(written.add(0, Kind.RAW, Trigger.CHANGE), String.valueOf(i).repeat(400_000));
      }
      assertThat(journal.append(written)).isEqualTo(6);

      ObservationBatch batch = new ObservationBatch();
      long next = 1;
      while (reader.read(batch)) {
        assertThat(batch.firstSequence()).isEqualTo(next);
        for (int row = 0; row < batch.size() && batch.sequence(row) > 1; row++) {
          assertThat(String.valueOf(batch.value(row)))
              .isEqualTo(String.valueOf(written.value((int) batch.sequence(row) - 2)));
        }
        next += batch.size();
      }
      assertThat(next).isEqualTo(7);
    }
  }

  @Test
  void aValueTooLongForABlockIsRefusedWithoutAGap() throws Exception {
    try (Journal journal = journals.open()) {
      ObservationBatch batch = values(1);
      batch.put(batch.add(0, Kind.RAW, Trigger.CHANGE), "z".repeat(Block.MAX_LENGTH));

      assertThatThrownBy(() -> journal.append(batch))
          .isInstanceOfSatisfying(
              JournalException.class,
              e -> assertThat(e.reason()).isEqualTo(JournalException.Cause.TOO_LARGE))
          .hasMessageContaining("a value of 1048576 bytes");

      assertThat(batch.epoch()).isNull();
      assertThat(journal.append(values(2))).isEqualTo(2);
    }
  }

  @Test
  void aDictionaryOfThousandsOfPointsLiesInEverySegment() throws Exception {
    List<PointDescriptor> many =
        IntStream.range(0, 20_000).mapToObj(i -> Batches.point("plant/p" + i)).toList();
    Dictionary large = new Dictionary(many);
    try (Journal journal = journals.open()) {
      journal.define(large);
      ObservationBatch batch = Batches.of(journals.time.clocks(), 19_999, 1.5);
      journal.append(batch);
      journal.renew(Reason.FORK);
    }
    try (JournalReader reader = Journals.openReadOnly(folder).reader()) {
      assertThat(count(reader)).isEqualTo(3);
      assertThat(reader.dictionary().hash()).isEqualTo(large.hash());
    }
  }

  @Test
  void appendingAllocatesNothingARow() throws Exception {
    try (Journal journal = journals.open()) {
      ObservationBatch batch = Batches.numbered(journals.time.clocks(), 3, 100, 0);
      append(journal, batch, 2_000);
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long before = threads.getThreadAllocatedBytes(thread);

      append(journal, batch, 5_000);

      // Less than half a byte a row: only what a change of segment costs.
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      assertThat(allocated).isLessThan(5_000 * 100 / 2);
    }
  }

  private static void append(Journal journal, ObservationBatch batch, int times)
      throws JournalException {
    for (int i = 0; i < times; i++) {
      journal.append(batch);
    }
  }

  private ObservationBatch values(double... values) {
    return Batches.of(journals.time.clocks(), 0, values);
  }

  private static long count(JournalReader reader) {
    ObservationBatch batch = new ObservationBatch();
    long count = 0;
    while (reader.read(batch)) {
      count += batch.size();
    }
    return count;
  }
}
