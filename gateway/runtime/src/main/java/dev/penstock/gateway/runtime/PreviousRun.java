package dev.penstock.gateway.runtime;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalReader;
import java.util.List;

/** When the run before this one last journaled anything: where the gap begins that its end left. */
final class PreviousRun {

  private PreviousRun() {}

  /** Wall time of the last row before this epoch, or ABSENT if there is none. */
  static long lastSeen(Journal journal) {
    List<EpochSpan> epochs = journal.status().epochs();
    Epoch current = journal.epoch();
    long last = ObservationBatch.ABSENT;
    for (EpochSpan span : epochs) {
      if (!span.epoch().equals(current) && span.last() > 0) {
        last = Math.max(last, receivedAt(journal, span));
      }
    }
    return last;
  }

  private static long receivedAt(Journal journal, EpochSpan span) {
    ObservationBatch batch = new ObservationBatch();
    try (JournalReader reader = journal.reader()) {
      reader.seek(span.epoch(), span.last());
      boolean found = reader.read(batch) && span.epoch().equals(batch.epoch());
      return found ? batch.receivedWall() : ObservationBatch.ABSENT;
    }
  }
}
