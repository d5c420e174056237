package dev.penstock.buffer;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.contract.testkit.Batches;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Appends rows, each the value of its own sequence, and prints after each append which epoch and
 * sequence it has reached, until somebody kills it or it has appended enough. With a fifth argument
 * it says what stood in the way and tries again.
 */
final class AppendingMain {

  private AppendingMain() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    JournalSettings.Sync sync = JournalSettings.Sync.valueOf(arguments[1]);
    long rows = Long.parseLong(arguments[2]);
    int batchRows = Integer.parseInt(arguments[3]);
    Clocks clocks = new Clocks(() -> System.currentTimeMillis() * 1_000_000, System::nanoTime);
    SecureRandom random = new SecureRandom();
    JournalSettings settings =
        new JournalSettings(
            folder,
            4L << 30,
            JournalSettings.WhenFull.REFUSE,
            sync,
            Duration.ofMillis(20),
            4L << 20);
    try (LossLedger losses =
            Journals.openLedger(folder.resolveSibling("losses"), clocks.mono(), random);
        Journal journal =
            Journals.open(
                settings,
                new JournalSetup(
                    "gateway", TestJournals.POINTS, "boot-1", clocks, random, losses))) {
      System.out.println(journal.epoch() + " " + journal.lastSequence());
      while (journal.lastSequence() < rows) {
        ObservationBatch batch =
            Batches.numbered(clocks, 3, batchRows, (double) (journal.lastSequence() + 1));
        try {
          long last = journal.append(batch);
          System.out.println(journal.epoch() + " " + last);
        } catch (JournalException e) {
          if (arguments.length < 5) {
            throw e;
          }
          System.out.println(e.reason());
        }
      }
    }
  }
}
