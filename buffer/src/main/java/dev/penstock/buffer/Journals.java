package dev.penstock.buffer;

import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalView;
import java.nio.file.Path;

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
   * Opens a journal for reading only, also while a gateway writes it. Touches nothing in the
   * folder.
   */
  public static JournalView openReadOnly(Path folder) throws JournalException {
    return FolderView.open(folder);
  }
}
