package dev.penstock.buffer;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
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

  /** Whether nobody has ever opened a journal in this folder; it may not be there at all. */
  public static boolean isUntouched(Path folder) {
    return JournalState.isAbsent(folder) && !FolderLock.isIn(folder);
  }

  /** What lies in a journal's folder, whether or not a gateway is writing. Touches nothing. */
  public static JournalFacts look(Path folder) throws JournalException {
    try (FolderView view = FolderView.open(folder)) {
      return view.facts();
    }
  }

  /** Reads everything in a journal's folder and says what is wrong with it. Touches nothing. */
  public static Inspection.Result inspect(Path folder, Inspection.Progress progress)
      throws JournalException {
    try (FolderView view = FolderView.open(folder)) {
      return view.inspect(progress);
    }
  }

  /**
   * Does what opening for writing does to a folder that nobody closed, and no more: seals what a
   * killed process left, keeps what is readable in what is damaged, and tells the ledger of the
   * rest. Needs the folder for itself; may be interrupted and repeated.
   *
   * @param losses of the gateway: it tells its twins when it runs next
   * @return what is held now
   */
  public static JournalFacts repair(Path folder, LossLedger losses) throws JournalException {
    if (JournalState.isAbsent(folder)) {
      throw new JournalException(
          JournalException.Cause.UNAVAILABLE,
          "there is no journal in %s: name the folder that journal.folder names".formatted(folder));
    }
    FolderLock lock = FolderLock.acquire(folder);
    try {
      Opening.repair(folder, losses);
    } catch (IOException e) {
      throw DiskFile.failed("repair the journal", folder, e);
    } finally {
      lock.releaseQuietly();
    }
    return look(folder);
  }

  /**
   * Opens a journal for reading only, also while a gateway writes it. Touches nothing in the
   * folder.
   */
  public static JournalView openReadOnly(Path folder) throws JournalException {
    return FolderView.open(folder);
  }
}
