package dev.penstock.buffer;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.MemoryLossLedger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** Journals on disk as tests need them: small, on fake time. */
final class TestJournals {

  static final long MIB = 1 << 20;
  static final Dictionary POINTS = Batches.dictionary("tank/h1", "tank/h2", "tank/h3");

  final Path folder;
  final FakeTime time;
  final MemoryLossLedger losses;
  String boot = "boot-1";
  long maxBytes = 64 * MIB;
  JournalSettings.WhenFull whenFull = JournalSettings.WhenFull.REFUSE;
  JournalSettings.Sync sync = JournalSettings.Sync.INTERVAL;

  TestJournals(Path folder) {
    this(folder, new FakeTime());
  }

  TestJournals(Path folder, FakeTime time) {
    this.folder = folder;
    this.time = time;
    this.losses = new MemoryLossLedger(time.mono());
  }

  JournalSettings settings() {
    return new JournalSettings(folder, maxBytes, whenFull, sync, Duration.ofMillis(20), 4 * MIB);
  }

  JournalSetup setup(Dictionary dictionary) {
    return new JournalSetup("gateway", dictionary, boot, time.clocks(), new SecureRandom(), losses);
  }

  Journal open() throws JournalException {
    return Journals.open(settings(), setup(POINTS));
  }
}
