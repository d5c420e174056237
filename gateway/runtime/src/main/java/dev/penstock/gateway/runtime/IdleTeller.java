package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;

/**
 * Journals that a point has gone silent, with the event time from which it counts as stale, so that
 * who reads the journal need not guess from the absence of rows. The next row of the point ends it.
 */
final class IdleTeller {

  private final LastValues lastValues;
  private final Journal journal;
  private final ClockBook book;
  private final Clocks clocks;
  private final boolean[] told;
  private final ObservationBatch batch = new ObservationBatch();

  IdleTeller(LastValues lastValues, Journal journal, ClockBook book, Clocks clocks) {
    this.lastValues = lastValues;
    this.journal = journal;
    this.book = book;
    this.clocks = clocks;
    this.told = new boolean[lastValues.dictionary().size()];
  }

  /** Tells what fell silent since the last call; what the journal refuses waits for the next. */
  synchronized void tell() {
    long mono = clocks.mono().nanos();
    batch.receivedAt(clocks.wall().nanos(), mono);
    for (int point = 0; point < told.length; point++) {
      boolean stale = lastValues.isStale(point, mono);
      if (stale && !told[point] && !batch.isFull()) {
        add(point);
      }
      told[point] &= stale;
    }
    if (batch.isEmpty()) {
      return;
    }
    try {
      journal.append(batch);
      for (int row = 0; row < batch.size(); row++) {
        told[batch.point(row)] = true;
      }
    } catch (JournalException e) {
      // The journal's state already says why.
      return;
    }
  }

  private void add(int point) {
    int row = batch.add(point, Kind.HEALTH, Trigger.CHANGE);
    batch.quality(row, Quality.UNCERTAIN);
    batch.addFlag(row, Flag.STALE);
    long staleAfter = lastValues.dictionary().at(point).reporting().staleAfter();
    long since = batch.receivedMono() - lastValues.aliveMono(point) - staleAfter;
    long event = batch.receivedWall() - since;
    long bound = book.gateway().errorBound();
    batch.resolved(row, event, TimeBasis.GATEWAY, bound, book.gateway().id());
  }
}
