package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossLedger;
import java.util.List;

/** Turns what the ledger has closed into LOSS rows, as soon as the journal takes them. */
final class LossTeller {

  private final LossLedger ledger;
  private final Journal journal;
  private final Clocks clocks;
  private final ObservationBatch batch = new ObservationBatch();

  LossTeller(LossLedger ledger, Journal journal, Clocks clocks) {
    this.ledger = ledger;
    this.journal = journal;
    this.clocks = clocks;
    journal.onDurable(sequence -> ledger.durable(journal.epoch(), sequence));
  }

  /** Tells what is closed now; what the journal refuses waits for the next call. */
  synchronized void tell() {
    List<Loss> closed = ledger.closed();
    if (closed.isEmpty()) {
      return;
    }
    batch.receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    List<Loss> telling = closed.subList(0, Math.min(closed.size(), ObservationBatch.CAPACITY));
    telling.forEach(loss -> batch.addStatement(Kind.LOSS, loss.body()));
    try {
      long last = journal.append(batch);
      long sequence = last - telling.size() + 1;
      for (Loss loss : telling) {
        ledger.told(loss.id(), journal.epoch(), sequence++);
      }
    } catch (JournalException e) {
      // The ledger keeps it, and the journal's state already says why.
      return;
    }
  }
}
