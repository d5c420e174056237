package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalStatus;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.contract.testkit.Batches;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small file system of its own, which only root can mount. */
class DiskFullIT {

  @TempDir Path folder;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=40m", "penstock", folder.toString()) == 0;
    assumeTrue(mounted, "a file system can only be mounted by root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", folder.toString())).isZero();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Test
  void refusesWhileTheDiskIsFullAndTakesUpAgainByItself() throws Exception {
    TestJournals journals = new TestJournals(folder.resolve("journal"));
    journals.maxBytes = 1024 * TestJournals.MIB;
    Path ballast = folder.resolve("ballast");
    try (LossLedger losses =
            Journals.openLedger(folder.resolve("losses"), journals.time.mono(), random());
        Journal journal = journals.open()) {
      journal.cursor("centre", true);
      fill(ballast, 12);
      JournalException why = appendUntilRefused(journals, journal);
      long full = journal.lastSequence();

      assertThat(why.reason()).isEqualTo(JournalException.Cause.FULL);
      assertThat(why).hasMessageContaining("no space").hasMessageContaining("free some");
      assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FULL);
      fillCompletely(folder.resolve("more"));
      losses.count(new LossLedger.Key(LossCause.JOURNAL_FULL, "tank", ""), 5, 1, 2);
      assertThat(losses.pending()).extracting(Loss::count).containsExactly(5L);

      Files.delete(ballast);
      Files.delete(folder.resolve("more"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> journal.status().state() == JournalStatus.State.OK);
      journal.append(Batches.numbered(journals.time.clocks(), 3, 1_000, 1));
      assertThat(journal.lastSequence()).isEqualTo(full + 1_000);
    }
    try (Journal journal = journals.open()) {
      assertThat(journals.losses.pending()).isEmpty();
      assertThat(journal.status().epochs()).hasSize(2);
    }
  }

  @Test
  void opensOnAFullDiskAndBeginsItsEpochWhenThereIsRoom() throws Exception {
    TestJournals journals = new TestJournals(folder.resolve("journal"));
    try (Journal journal = journals.open()) {
      journal.cursor("centre", true);
      journal.append(Batches.of(journals.time.clocks(), 0, 1, 2, 3));
    }
    Path ballast = folder.resolve("ballast");
    fillCompletely(ballast);

    try (Journal journal = journals.open()) {
      assertThatThrownBy(() -> journal.append(Batches.of(journals.time.clocks(), 0, 4)))
          .isInstanceOfSatisfying(
              JournalException.class,
              e -> assertThat(e.reason()).isEqualTo(JournalException.Cause.FULL));
      assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FULL);
      assertThat(journal.status().rows()).isEqualTo(4);

      Files.delete(ballast);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> journal.status().state() == JournalStatus.State.OK);
      assertThat(journal.append(Batches.of(journals.time.clocks(), 0, 5))).isEqualTo(2);
      EpochStart begun = journal.status().epochs().get(1).start();
      assertThat(begun.epoch()).isEqualTo(journal.epoch());
      assertThat(begun.previousLast()).isEqualTo(4);
    }
  }

  @Test
  void aLedgerThatFindsNoRoomAtTheFirstStartSaysWhereAndHowMuchItNeeds() throws Exception {
    TestJournals journals = new TestJournals(folder.resolve("journal"));
    Path ballast = folder.resolve("ballast");
    fillCompletely(ballast);
    Path losses = folder.resolve("losses");

    assertThatThrownBy(() -> Journals.openLedger(losses, journals.time.mono(), random()))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.reason()).isEqualTo(JournalException.Cause.FULL))
        .hasMessageContaining(losses.toString())
        .hasMessageContaining("2101248 bytes");
    assertThat(losses).isEmptyDirectory();

    Files.delete(ballast);
    Journals.openLedger(losses, journals.time.mono(), random()).close();
    fillCompletely(ballast);
    Journals.openLedger(losses, journals.time.mono(), random()).close();
  }

  @Test
  void whatIsDeliveredGivesWayOnAFullDiskLongBeforeTheLimit() throws Exception {
    TestJournals journals = new TestJournals(folder.resolve("journal"));
    journals.maxBytes = 1024 * TestJournals.MIB;
    try (Journal journal = journals.open()) {
      JournalCursor centre = journal.cursor("centre", true);
      for (int i = 0; i < 6_000; i++) {
        long last = journal.append(Batches.numbered(journals.time.clocks(), 3, 1_000, i));
        centre.cover(journal.epoch(), 1, last);
      }
      assertThat(journal.lastSequence()).isEqualTo(6_000_001);
      assertThat(journals.losses.pending()).isEmpty();
    }
  }

  @Test
  void dropOldestHoldsOnAFullDiskToo() throws Exception {
    TestJournals journals = new TestJournals(folder.resolve("journal"));
    journals.maxBytes = 1024 * TestJournals.MIB;
    journals.whenFull = JournalSettings.WhenFull.DROP_OLDEST;
    try (Journal journal = journals.open()) {
      journal.cursor("centre", true);
      for (int i = 0; i < 6_000; i++) {
        journal.append(Batches.numbered(journals.time.clocks(), 3, 1_000, i));
      }
      long kept = journal.status().rows();
      assertThat(journals.losses.pending()).extracting(Loss::cause).contains(LossCause.RETENTION);
      assertThat(journals.losses.pending().stream().mapToLong(Loss::count).sum() + kept)
          .as("but for the first row, which is about no device")
          .isBetween(6_000_000L, 6_000_001L);
    }
  }

  private static SecureRandom random() {
    return new SecureRandom();
  }

  @Test
  void aFullDiskNeverKillsTheProcessThatAppends() throws Exception {
    Path journal = folder.resolve("journal");
    try (Journal waitedFor = new TestJournals(journal).open()) {
      assertThat(waitedFor.cursor("centre", true).name()).isEqualTo("centre");
    }
    try (OtherProcess appending =
        OtherProcess.start(
            AppendingMain.class, List.of(), journal, "NONE", Long.MAX_VALUE, 1_000)) {
      String line = appending.line();
      while (line != null) {
        line = appending.line();
      }
      // Ended by the JournalException, not by a signal: SIGBUS would give 134.
      assertThat(appending.end()).isEqualTo(1);
    }
  }

  private static JournalException appendUntilRefused(TestJournals journals, Journal journal) {
    try {
      for (int i = 0; i < 20_000; i++) {
        journal.append(Batches.numbered(journals.time.clocks(), 3, 1_000, i));
      }
      throw new AssertionError("20 million rows fit onto 40 MiB");
    } catch (JournalException refusal) {
      return refusal;
    }
  }

  private static void fill(Path file, int mebibytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i < mebibytes; i++) {
        open.write(new byte[1 << 20]);
      }
    }
  }

  private static void fillCompletely(Path file) {
    assertThatThrownBy(() -> fill(file, 1_000)).isInstanceOf(IOException.class);
  }
}
