package dev.penstock.contract.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContract {

  private final MemoryDisk disk = new MemoryDisk();

  @Override
  protected Journal open(Dictionary dictionary) {
    return journal(dictionary);
  }

  private MemoryJournal journal(Dictionary dictionary) {
    return new MemoryJournal(disk, "gateway", dictionary, "boot-1", time.clocks());
  }

  @Test
  void saysKilledWhenItWasNotClosed() {
    journal(POINTS).kill();
    assertThat(journal(POINTS).status().epochs().get(1).start().reason()).isEqualTo(Reason.KILLED);
  }

  @Test
  void refusesWholeBatchesWhenTold() {
    MemoryJournal journal = journal(POINTS);
    journal.refuse(JournalException.Cause.FULL);
    ObservationBatch batch = values(1);

    assertThatThrownBy(() -> journal.append(batch)).isInstanceOf(JournalException.class);

    assertThat(batch.epoch()).isNull();
    assertThat(journal.lastSequence()).isEqualTo(1);
  }

  @Test
  void holdsTheDurableMarkUntilForced() throws JournalException {
    MemoryJournal journal = journal(POINTS);
    List<Long> marks = new ArrayList<>();
    journal.onDurable(marks::add);
    journal.holdDurable();
    journal.append(values(1));
    assertThat(journal.durableSequence()).isEqualTo(1);

    journal.force();

    assertThat(marks).containsExactly(2L);
  }

  @Test
  void readersPassOverWhatWasDropped() throws JournalException {
    MemoryJournal journal = journal(POINTS);
    journal.append(values(1));
    journal.append(values(2));
    JournalReader reader = journal.reader();
    disk.dropOldest(2);

    assertThat(drain(reader)).extracting(Row::sequence).containsExactly(3L);
    assertThat(journal.status().epochs().get(0).first()).isEqualTo(3);
  }
}
