package dev.penstock.gateway.runtime;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Opens a new epoch when a twin saw an identity of the present one with another content. An older
 * epoch is over anyway, and a twin that says so of everything must not make us fill the disk with
 * epochs: one a minute is enough.
 */
final class Forks {

  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private final Journal journal;
  private final MonotonicClock mono;
  private final Runnable renewed;
  private @Nullable Long latest;

  /**
   * @param renewed is called when there is a new epoch
   */
  Forks(Journal journal, MonotonicClock mono, Runnable renewed) {
    this.journal = journal;
    this.mono = mono;
    this.renewed = renewed;
  }

  /** A twin refuses rows of this epoch as a fork. */
  synchronized void seen(Epoch epoch) {
    long now = mono.nanos();
    Long before = latest;
    if (!epoch.equals(journal.epoch()) || (before != null && now - before < PAUSE)) {
      return;
    }
    latest = now;
    try {
      Epoch next = journal.renew(EpochStart.Reason.FORK);
      Logger.error("the twin saw an identity twice epoch={} new_epoch={}", epoch, next);
      renewed.run();
    } catch (JournalException e) {
      Logger.error("no new epoch after a fork why=\"{}\"", e.getMessage());
    }
  }
}
