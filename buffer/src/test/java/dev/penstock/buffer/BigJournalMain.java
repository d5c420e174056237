package dev.penstock.buffer;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.MemoryLossLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;

/**
 * A journal of many gigabytes: how long it takes to open, and what it takes in memory. Arguments:
 * folder, gigabytes to fill it up to (0 opens what is there). Not a test: figures for docs.
 */
final class BigJournalMain {

  private static final long GIB = 1L << 30;

  private BigJournalMain() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long bytes = Long.parseLong(arguments[1]) * GIB;
    Clocks clocks = new Clocks(() -> System.currentTimeMillis() * 1_000_000, System::nanoTime);
    JournalSettings settings =
        new JournalSettings(
            folder,
            64 * GIB,
            JournalSettings.WhenFull.REFUSE,
            JournalSettings.Sync.INTERVAL,
            Duration.ofMillis(500),
            32L << 20);
    JournalSetup setup =
        new JournalSetup(
            "gateway",
            TestJournals.POINTS,
            "boot",
            clocks,
            new SecureRandom(),
            new MemoryLossLedger(clocks.mono()));
    long start = System.nanoTime();
    try (Journal journal = Journals.open(settings, setup)) {
      say("opened %d segments, %d MiB, in %.0f ms", journal, start);
      ObservationBatch batch = Batches.numbered(clocks, 3, 100, 0);
      while (journal.status().bytes() < bytes) {
        for (int i = 0; i < 10_000; i++) {
          fill(batch, i);
          journal.append(batch);
        }
      }
      start = System.nanoTime();
      try (JournalReader reader = journal.reader()) {
        reader.seek(journal.epoch(), 1);
        reader.read(batch);
      }
      say("%d segments, %d MiB; the first row after %.0f ms", journal, start);
      System.out.println(rss());
    }
  }

  private static void fill(ObservationBatch batch, int salt) {
    for (int row = 0; row < batch.size(); row++) {
      batch.put(row, salt * 0.25 + row);
      batch.stamps(row, salt * 1_000L + row, salt * 2_000L + row);
    }
  }

  private static void say(String what, Journal journal, long since) {
    double millis = (System.nanoTime() - since) / 1e6;
    System.out.printf(
        Locale.ROOT,
        what + "%n",
        journal.status().segments(),
        journal.status().bytes() >> 20,
        millis);
  }

  private static String rss() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("VmRSS") || line.startsWith("RssAnon"))
        .toList()
        .toString();
  }
}
