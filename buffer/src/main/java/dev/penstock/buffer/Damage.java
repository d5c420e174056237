package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.tinylog.Logger;

/**
 * Tells the ledger of rows that cannot be read back, each once, also over restarts: what was told
 * is kept like a cursor in {@code damage.json}.
 */
final class Damage {

  private static final LossLedger.Key KEY = new LossLedger.Key(LossCause.DAMAGED, "", "");

  private final StoredCursor told;
  private final Cursors cursors;
  private final LossLedger losses;
  private boolean fresh;

  Damage(Path folder, Cursors cursors, LossLedger losses) throws IOException {
    this.cursors = cursors;
    this.losses = losses;
    Path file = folder.resolve("damage.json");
    told = new StoredCursor("damage", file);
    if (Files.exists(file)) {
      try {
        told.load();
      } catch (IllegalArgumentException e) {
        Logger.warn("The record of damage cannot be read; it is told again. file={}", file);
      }
    }
  }

  /**
   * These rows were journaled and cannot be read; their event times are those of the rows around
   * them.
   *
   * @return whether any of them had not been told yet
   */
  synchronized boolean tell(LossLedger.Rows rows) {
    Epoch epoch = rows.epoch();
    boolean any = false;
    for (RangeSet.Range range : told.covered(epoch).missing(rows.first(), rows.last())) {
      Logger.error(
          "Rows of the journal cannot be read. epoch={} from={} to={}",
          epoch,
          range.from(),
          range.to());
      losses.countJournaled(
          KEY,
          new LossLedger.Rows(
              epoch, range.from(), range.to(), range.size(), rows.eventFrom(), rows.eventTo()),
          cursors.waitingFor(epoch, range.from(), range.to()));
      told.cover(epoch, range.from(), range.to());
      any = true;
    }
    fresh |= any;
    return any;
  }

  /** A part of the journal is gone and nobody can say how many rows were in it. */
  synchronized void tellUnknown(String what, long eventFrom, long eventTo) {
    fresh = true;
    Logger.error("A part of the journal is gone. what={}", what);
    losses.count(KEY, Loss.UNKNOWN_COUNT, eventFrom, eventTo);
  }

  /** What was told is in the ledger for good, before anything else says that it was told. */
  void force() {
    boolean force;
    synchronized (this) {
      force = fresh;
      fresh = false;
    }
    if (force) {
      losses.force();
    }
  }

  void save(Set<Epoch> held) {
    force();
    try {
      told.save(held);
    } catch (IOException e) {
      Logger.warn("The record of damage cannot be saved. why={}", e.toString());
    }
  }
}
