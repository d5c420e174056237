package dev.penstock.contract.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What readers of every journal promise; part of {@link JournalContract}. */
abstract class JournalReadingContract extends JournalFixture {

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
}
