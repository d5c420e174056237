package dev.penstock.buffer;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.journal.LossLedger;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Opens journals. */
public final class Journals {

  private Journals() {}

  /**
   * Opens the journal for writing, alone, and begins an epoch. What was in the folder is kept; what
   * of it cannot be read is told to the setup's ledger.
   */
  public static Journal open(JournalSettings settings, JournalSetup setup) throws JournalException {
    return ChronicleJournal.open(settings, setup);
  }

  /**
   * Opens the ledger of losses in a folder, which is made if there is none. Comes before the
   * journal and outlives it.
   *
   * @param random where the ids of rows come from; must not repeat over restarts
   */
  public static LossLedger openLedger(Path folder, MonotonicClock mono, RandomGenerator random)
      throws JournalException {
    return FileLossLedger.open(folder, mono, random);
  }

  /**
   * Opens a journal for reading only, also while a gateway writes it. Touches nothing in the
   * folder.
   */
  public static JournalView openReadOnly(Path folder) throws JournalException {
    return FolderView.open(folder);
  }
}
