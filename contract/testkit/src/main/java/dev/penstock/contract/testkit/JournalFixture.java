package dev.penstock.contract.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import java.util.ArrayList;
import java.util.List;

/** The journal of a test, and what its rows look like to the test. */
abstract class JournalFixture {

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

  /** Three hundred rows in a hundred batches. */
  final void appendHundred(Journal journal, int point) {
    try {
      for (int i = 0; i < 100; i++) {
        journal.append(Batches.of(time.clocks(), point, i, i, i));
      }
    } catch (JournalException e) {
      throw new AssertionError(e);
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

  /** An epoch that came to a good end. */
  final Epoch writeAndClose(double... values) throws JournalException {
    try (Journal journal = open(POINTS)) {
      journal.append(values(values));
      return journal.epoch();
    }
  }
}
