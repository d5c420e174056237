package dev.penstock.buffer;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalView;
import java.nio.file.Path;
import java.time.Duration;

/** Follows a journal that another process writes, up to a sequence, and prints what it saw. */
final class ReadingMain {

  private ReadingMain() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long until = Long.parseLong(arguments[1]);
    long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    ObservationBatch batch = new ObservationBatch();
    long expected = 1;
    try (JournalView view = Journals.openReadOnly(folder);
        JournalReader reader = view.reader()) {
      System.out.println("reading " + view.gateway());
      while (expected <= until && System.nanoTime() < deadline) {
        if (!reader.read(batch)) {
          Thread.onSpinWait();
          continue;
        }
        if (batch.firstSequence() != expected) {
          System.out.println("expected " + expected + " found " + batch.firstSequence());
          System.exit(3);
        }
        for (int row = 0; row < batch.size(); row++) {
          if (batch.sequence(row) > 1 && batch.number(row) != batch.sequence(row)) {
            System.out.println("wrong value at " + batch.sequence(row));
            System.exit(4);
          }
        }
        expected += batch.size();
      }
      System.out.println("read " + (expected - 1) + " points " + reader.dictionary().size());
    }
  }
}
