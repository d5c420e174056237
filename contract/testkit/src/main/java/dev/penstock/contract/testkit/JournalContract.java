package dev.penstock.contract.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every journal promises. A subclass says how one is opened. */
public abstract class JournalContract {

  protected static final Dictionary POINTS = Batches.dictionary("tank/h1", "tank/h2", "tank/h3");

  protected final FakeTime time = new FakeTime();

  /**
   * Opens the journal of this test for writing; the same one again after it was closed. The
   * subclass closes what is left open.
   */
  protected abstract Journal open(Dictionary dictionary) throws JournalException;

  protected final ObservationBatch values(double... values) {
    return Batches.of(time.clocks(), 0, values);
  }

  @Test
  void beginsEveryEpochWithItsStart() throws JournalException {
    Journal journal = open(POINTS);
    JournalReader reader = journal.reader();
    ObservationBatch batch = new ObservationBatch();

    assertThat(reader.read(batch)).isTrue();

    assertThat(batch.size()).isEqualTo(1);
    assertThat(batch.kind(0)).isEqualTo(Kind.EPOCH);
    assertThat(batch.firstSequence()).isEqualTo(1);
    assertThat(batch.epoch()).isEqualTo(journal.epoch());
    assertThat(batch.receivedMono()).isEqualTo(time.mono().nanos());
    assertThat(EpochStart.read(batch.bytes(0)))
        .isEqualTo(new EpochStart(journal.epoch(), null, 0, Reason.CREATED, journal.boot()))
        .isEqualTo(reader.epoch());
    assertThat(reader.read(batch)).isFalse();
  }

  @Test
  void givesGaplessSequencesAndWritesThemIntoTheBatch() throws JournalException {
    Journal journal = open(POINTS);
    ObservationBatch first = values(1, 2, 3);
    ObservationBatch second = values(4);

    assertThat(journal.append(first)).isEqualTo(4);
    assertThat(journal.append(second)).isEqualTo(5);

    assertThat(first.firstSequence()).isEqualTo(2);
    assertThat(first.epoch()).isEqualTo(journal.epoch());
    assertThat(second.firstSequence()).isEqualTo(5);
    assertThat(journal.lastSequence()).isEqualTo(5);
  }

  @Test
  void appendsNothingForAnEmptyBatch() throws JournalException {
    Journal journal = open(POINTS);
    assertThat(journal.append(values())).isEqualTo(1);
    assertThat(journal.lastSequence()).isEqualTo(1);
  }

  @Test
  void readsBackEveryColumn() throws JournalException {
    Journal journal = open(POINTS);
    ObservationBatch written = Batches.everyColumn(time.clocks());
    journal.append(written);
    JournalReader reader = journal.reader();
    ObservationBatch read = new ObservationBatch();
    reader.seek(journal.epoch(), 2);

    assertThat(reader.read(read)).isTrue();

    assertThat(Batches.rows(read, POINTS)).isEqualTo(Batches.rows(written, POINTS));
    assertThat(read.roundTrip()).isEqualTo(written.roundTrip());
    for (int row = 0; row < written.size(); row++) {
      assertThat(read.lineage(row)).isEqualTo(written.lineage(row));
      assertThat(read.revision(row)).isEqualTo(written.revision(row));
      assertThat(read.type(row)).isEqualTo(written.type(row));
    }
  }

  @Test
  void readsBackAFullBatch() throws JournalException {
    Journal journal = open(POINTS);
    ObservationBatch written = Batches.numbered(time.clocks(), 3, ObservationBatch.CAPACITY, 100.5);
    journal.append(written);

    List<Row> rows = drain(journal.reader());

    assertThat(rows).hasSize(1 + ObservationBatch.CAPACITY);
    assertThat(rows.get(ObservationBatch.CAPACITY))
        .isEqualTo(new Row(journal.epoch(), 1025, 100.5 + 1023));
  }

  @Test
  void copiesBeforeItReturns() throws JournalException {
    Journal journal = open(POINTS);
    ObservationBatch reused = values(1);
    journal.append(reused);
    reused.receivedAt(time.wall().nanos(), time.mono().nanos());
    Batches.addValue(reused, 0, 2);
    journal.append(reused);

    assertThat(drain(journal.reader()).subList(1, 3))
        .extracting(Row::value)
        .containsExactly(1.0, 2.0);
  }

  @Test
  void readersReadInOrderAndApartFromEachOther() throws JournalException {
    Journal journal = open(POINTS);
    journal.append(values(1));
    JournalReader slow = journal.reader();
    JournalReader fast = journal.reader();
    ObservationBatch batch = new ObservationBatch();
    assertThat(slow.read(batch)).isTrue();

    assertThat(drain(fast)).hasSize(2);
    journal.append(values(2, 3));
    assertThat(drain(fast)).extracting(Row::sequence).containsExactly(3L, 4L);

    assertThat(drain(slow)).extracting(Row::sequence).containsExactly(2L, 3L, 4L);
  }

  @Test
  void seeksTheBatchThatContainsTheSequence() throws JournalException {
    Journal journal = open(POINTS);
    journal.append(values(1, 2, 3));
    journal.append(values(4, 5));
    JournalReader reader = journal.reader();
    ObservationBatch batch = new ObservationBatch();

    reader.seek(journal.epoch(), 4);
    assertThat(reader.read(batch)).isTrue();
    assertThat(batch.firstSequence()).isEqualTo(2);

    reader.seek(journal.epoch(), 5);
    assertThat(reader.read(batch)).isTrue();
    assertThat(batch.firstSequence()).isEqualTo(5);

    reader.seek(journal.epoch(), 1);
    assertThat(reader.read(batch)).isTrue();
    assertThat(batch.firstSequence()).isEqualTo(1);
  }

  @Test
  void seeksByEventTimeAndPassesOverTheRest() throws JournalException {
    Journal journal = open(POINTS);
    long start = time.wall().nanos();
    journal.append(at(start + 100, 1, 2));
    journal.append(at(start + 300, 3, 4));
    journal.append(at(start + 200, 5));
    journal.append(at(start + 400, 6));
    JournalReader reader = journal.reader();

    reader.seekEvents(start + 200, start + 300);

    assertThat(drain(reader)).extracting(Row::value).containsExactly(3.0, 4.0, 5.0);
    journal.append(at(start + 250, 7));
    journal.append(at(start + 500, 8));
    assertThat(drain(reader)).extracting(Row::value).containsExactly(7.0);

    reader.seek(journal.epoch(), 7);
    assertThat(drain(reader)).extracting(Row::value).containsExactly(6.0, 7.0, 8.0);
  }

  private ObservationBatch at(long event, double... values) {
    ObservationBatch batch = values(values);
    for (int row = 0; row < values.length; row++) {
      batch.resolved(row, event, TimeBasis.SOURCE, 0, ObservationBatch.NO_CLOCK);
    }
    return batch;
  }

  @Test
  void waitsAtTheEndWhenSoughtThere() throws JournalException {
    Journal journal = open(POINTS);
    journal.append(values(1));
    JournalReader reader = journal.reader();
    reader.seek(journal.epoch(), journal.lastSequence() + 1);
    assertThat(reader.read(new ObservationBatch())).isFalse();

    journal.append(values(2));

    assertThat(drain(reader)).extracting(Row::value).containsExactly(2.0);
  }

  @Test
  void readsOnFromAnEpochIntoTheNext() throws JournalException {
    Epoch before = writeAndClose(1, 2);
    Journal journal = open(POINTS);
    journal.append(values(3));
    JournalReader reader = journal.reader();
    reader.seek(before, 3);

    List<Row> rows = drain(reader);

    assertThat(rows).extracting(Row::sequence).containsExactly(2L, 3L, 1L, 2L);
    assertThat(rows.get(3)).isEqualTo(new Row(journal.epoch(), 2, 3));
    reader.seek(before, 4);
    assertThat(drain(reader)).extracting(Row::sequence).containsExactly(1L, 2L);
  }

  @Test
  void beginsAtTheOldestWhenItNeverHeardOfTheEpoch() throws JournalException {
    Journal journal = open(POINTS);
    JournalReader reader = journal.reader();
    drain(reader);
    reader.seek(new Epoch(~journal.epoch().bits()), 7);
    assertThat(drain(reader)).extracting(Row::sequence).containsExactly(1L);
  }

  @Test
  void chainsAnEpochToTheOneBefore() throws JournalException {
    Epoch before = writeAndClose(1, 2);

    Journal journal = open(POINTS);

    assertThat(journal.epoch()).isNotEqualTo(before);
    assertThat(journal.lastSequence()).isEqualTo(1);
    List<EpochSpan> held = journal.status().epochs();
    assertThat(held).hasSize(2);
    assertThat(held.get(0).last()).isEqualTo(3);
    assertThat(held.get(1).start())
        .isEqualTo(new EpochStart(journal.epoch(), before, 3, Reason.CLEAN, journal.boot()));
  }

  @Test
  void renewsTheEpochOnRequest() throws JournalException {
    Journal journal = open(POINTS);
    journal.append(values(1));
    Epoch before = journal.epoch();

    Epoch after = journal.renew(Reason.FORK);
    journal.append(values(2));

    assertThat(after).isEqualTo(journal.epoch()).isNotEqualTo(before);
    JournalReader reader = journal.reader();
    reader.seek(after, 1);
    assertThat(drain(reader)).extracting(Row::sequence).containsExactly(1L, 2L);
    assertThat(reader.epoch())
        .isEqualTo(new EpochStart(after, before, 2, Reason.FORK, journal.boot()));
  }

  @Test
  void definitionsFollowTheReader() throws JournalException {
    Journal journal = open(POINTS);
    journal.append(values(1));
    Dictionary more = Batches.dictionary("tank/h1", "tank/h2", "tank/h3", "tank/h4");
    journal.define(more);
    journal.append(Batches.clock(time.clocks(), 1, journal.boot()));
    journal.append(values(2));
    JournalReader reader = journal.reader();
    ObservationBatch batch = new ObservationBatch();

    reader.seek(journal.epoch(), 2);
    assertThat(reader.read(batch)).isTrue();
    assertThat(reader.dictionary().hash()).isEqualTo(POINTS.hash());
    assertThat(reader.clocks()).isEmpty();

    reader.seek(journal.epoch(), 4);
    assertThat(reader.read(batch)).isTrue();
    assertThat(batch.firstSequence()).isEqualTo(4);
    assertThat(reader.dictionary().hash()).isEqualTo(more.hash());
    assertThat(reader.clocks()).extracting(ClockEntry::id).containsExactly(1);

    reader.seek(journal.epoch(), 1);
    assertThat(reader.read(batch)).isTrue();
    assertThat(reader.dictionary().hash()).isEqualTo(POINTS.hash());
    assertThat(reader.clocks()).isEmpty();
  }

  @Test
  void aNewEpochKnowsNoClockUntilItIsTold() throws JournalException {
    Journal first = open(POINTS);
    first.append(Batches.clock(time.clocks(), 1, first.boot()));
    first.close();
    Journal journal = open(POINTS);
    JournalReader reader = journal.reader();

    drain(reader);

    assertThat(reader.epoch().epoch()).isEqualTo(journal.epoch());
    assertThat(reader.clocks()).isEmpty();
  }

  @Test
  void cursorsAreRangeSetsThatOutliveTheJournal() throws JournalException {
    Journal first = open(POINTS);
    first.append(values(1, 2, 3, 4, 5));
    Epoch epoch = first.epoch();
    first.cursor("centre", true).cover(epoch, 1, 2);
    first.cursor("centre", true).cover(epoch, 4, 4);
    first.cursor("other", false).cover(epoch, 6, 6);
    first.close();

    Journal journal = open(POINTS);

    RangeSet covered = journal.cursor("centre", true).covered(epoch);
    assertThat(covered.ranges())
        .containsExactly(new RangeSet.Range(1, 2), new RangeSet.Range(4, 4));
    assertThat(journal.cursor("centre", true).covered(journal.epoch()).isEmpty()).isTrue();
    assertThat(journal.cursor("other", false).covered(epoch).ranges())
        .containsExactly(new RangeSet.Range(6, 6));
  }

  @Test
  void handsOutCopiesOfACursorsRanges() throws JournalException {
    Journal journal = open(POINTS);
    journal.cursor("centre", true).covered(journal.epoch()).add(1, 9);
    assertThat(journal.cursor("centre", true).covered(journal.epoch()).isEmpty()).isTrue();
  }

  @Test
  void aDroppedCursorIsForgotten() throws JournalException {
    Journal first = open(POINTS);
    Epoch epoch = first.epoch();
    first.cursor("centre", true).cover(epoch, 1, 1);
    first.cursor("centre", true).drop();
    first.close();

    assertThat(open(POINTS).cursor("centre", true).covered(epoch).isEmpty()).isTrue();
  }

  @Test
  void theDurableMarkReachesWhatWasAppendedAndListenersAreTold() throws Exception {
    Journal journal = open(POINTS);
    CountDownLatch told = new CountDownLatch(1);
    journal.onDurable(
        mark -> {
          if (mark >= 4) {
            told.countDown();
          }
        });

    journal.append(values(1, 2, 3));

    assertThat(told.await(20, TimeUnit.SECONDS)).as("told of sequence 4 within 20 s").isTrue();
    assertThat(journal.durableSequence()).isEqualTo(4);
    assertThat(journal.status().durableSequence()).isEqualTo(4);
  }

  @Test
  void whoWaitsForMoreIsToldWhenItCanBeRead() throws JournalException {
    Journal journal = open(POINTS);
    List<Long> seen = new ArrayList<>();
    journal.onAppended(() -> seen.add(journal.lastSequence()));

    journal.append(values(1, 2, 3));
    journal.append(new ObservationBatch());
    journal.append(values(4));

    assertThat(seen).contains(4L).endsWith(5L);
  }

  @Test
  void refusesAnythingAfterClosing() throws JournalException {
    Journal journal = open(POINTS);
    ObservationBatch batch = values(1);
    journal.close();
    journal.close();

    assertThatThrownBy(() -> journal.append(batch))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.reason()).isEqualTo(JournalException.Cause.CLOSED));
    assertThat(batch.epoch()).isNull();
    assertThat(journal.status().state()).isEqualTo(JournalStatus.State.CLOSED);
  }

  @Test
  void tellsWhatItHolds() throws JournalException {
    Journal journal = open(POINTS);
    journal.append(values(1, 2));

    JournalStatus status = journal.status();

    assertThat(status.state()).isEqualTo(JournalStatus.State.OK);
    assertThat(status.rows()).isEqualTo(3);
    assertThat(status.lastSequence()).isEqualTo(3);
    assertThat(status.epochs())
        .extracting(EpochSpan::epoch, EpochSpan::first, EpochSpan::last)
        .containsExactly(tuple(journal.epoch(), 1L, 3L));
    assertThat(status.oldestEvent()).isEqualTo(time.wall().nanos());
    assertThat(status.sync()).isNotBlank();
  }

  @Test
  void manyThreadsAppendWithoutAGap() throws Exception {
    Journal journal = open(POINTS);
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < 4; t++) {
      int point = t % 3;
      Thread thread = new Thread(() -> appendHundred(journal, point));
      thread.setUncaughtExceptionHandler((dead, e) -> failures.add(e));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    List<Row> rows = drain(journal.reader());
    assertThat(rows).hasSize(1 + 4 * 100 * 3);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).sequence()).isEqualTo(i + 1);
    }
  }

  private void appendHundred(Journal journal, int point) {
    try {
      for (int i = 0; i < 100; i++) {
        journal.append(Batches.of(time.clocks(), point, i, i, i));
      }
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReaderFollowsAWriterOnAnotherThread() throws Exception {
    Journal journal = open(POINTS);
    Thread writer = new Thread(() -> appendHundred(journal, 0));
    JournalReader reader = journal.reader();
    writer.start();
    List<Row> rows = new ArrayList<>();
    while (writer.isAlive()) {
      rows.addAll(drain(reader));
    }
    rows.addAll(drain(reader));

    assertThat(rows).hasSize(301);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).sequence()).isEqualTo(i + 1);
    }
  }

  /** A row as {@link #drain} sees it; the value is NaN where it is no number. */
  protected record Row(Epoch epoch, long sequence, double value) {}

  /** Reads all there is now. */
  protected static List<Row> drain(JournalReader reader) {
    List<Row> rows = new ArrayList<>();
    ObservationBatch batch = new ObservationBatch();
    while (reader.read(batch)) {
      Epoch epoch = batch.epoch();
      assertThat(epoch).isNotNull();
      for (int row = 0; row < batch.size(); row++) {
        boolean number = batch.kind(row) == Kind.RAW && batch.trigger(row) == Trigger.CHANGE;
        rows.add(new Row(epoch, batch.sequence(row), number ? batch.number(row) : Double.NaN));
      }
    }
    return rows;
  }

  private Epoch writeAndClose(double... values) throws JournalException {
    try (Journal journal = open(POINTS)) {
      journal.append(values(values));
      return journal.epoch();
    }
  }
}
