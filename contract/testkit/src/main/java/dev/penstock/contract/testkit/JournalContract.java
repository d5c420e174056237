package dev.penstock.contract.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet;
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
public abstract class JournalContract extends JournalReadingContract {

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
}
