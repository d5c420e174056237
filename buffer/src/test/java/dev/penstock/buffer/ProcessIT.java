package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.testkit.Batches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal and other processes: killed ones, second ones, reading ones, watched ones. */
class ProcessIT {

  private static final Object FOR_EVER = Long.MAX_VALUE;

  @TempDir Path folder;
  private Path journalFolder;
  private TestJournals journals;

  @BeforeEach
  void name() {
    journalFolder = folder.resolve("journal");
    journals = new TestJournals(journalFolder);
    journals.maxBytes = 4L << 30;
  }

  @Test
  void aKilledProcessLosesNothingItAppended() throws Exception {
    Map<String, Long> reached = new HashMap<>();
    killAfter(3_000, "INTERVAL", 7, reached);

    try (Journal journal = journals.open()) {
      assertHolds(journal, reached);
      EpochSpan newest = journal.status().epochs().get(1);
      assertThat(newest.start().reason()).isEqualTo(Reason.KILLED);
      assertThat(newest.start().previousLast()).isEqualTo(journal.status().epochs().get(0).last());
      assertThat(journals.losses.pending()).isEmpty();
    }
  }

  @Test
  void killedAgainAndAgainItKeepsEverythingAndLittleDisk() throws Exception {
    rounds(6, new Random(17));
  }

  @Test
  @Tag("torture")
  void killedTwoHundredTimesAtRandomItKeepsEverything() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    rounds(200, new Random(seed));
  }

  private void rounds(int rounds, Random random) throws Exception {
    Map<String, Long> reached = new HashMap<>();
    for (int round = 0; round < rounds; round++) {
      String sync = random.nextBoolean() ? "INTERVAL" : "NONE";
      killAfter(random.nextInt(3_000), sync, 1 + random.nextInt(400), reached);
    }
    try (Journal journal = journals.open()) {
      assertHolds(journal, reached);
      assertThat(journal.status().epochs()).hasSize(rounds + 1);
      assertThat(journals.losses.pending()).isEmpty();
      long perRow = journal.status().bytes() / journal.status().rows();
      long alive = SegmentWriter.allocated(4 << 20);
      assertThat(journal.status().bytes())
          .as("%d bytes a row", perRow)
          .isLessThan(alive + rounds * 64L * 1024 + journal.status().rows() * 160);
    }
  }

  /** Runs the appending process for about this many appends, and notes what it said. */
  private void killAfter(int appends, String sync, int rows, Map<String, Long> reached)
      throws Exception {
    try (OtherProcess appending =
        OtherProcess.start(AppendingMain.class, List.of(), journalFolder, sync, FOR_EVER, rows)) {
      note(appending.line(), reached);
      for (int i = 0; i < appends; i++) {
        note(appending.line(), reached);
      }
      // The last line may be cut.
      List<String> rest = appending.kill();
      rest.stream().limit(Math.max(0, rest.size() - 1)).forEach(line -> note(line, reached));
    }
  }

  private static void note(String line, Map<String, Long> reached) {
    assertThat(line).as("a line of the appending process").isNotNull();
    String[] words = line.split(" ", -1);
    reached.merge(words[0], Long.parseLong(words[1]), Math::max);
  }

  /** Reads everything; checks that values and sequences belong together and have no gap. */
  private static Map<String, Long> held(Journal journal) {
    Map<String, Long> held = new HashMap<>();
    ObservationBatch batch = new ObservationBatch();
    try (JournalReader reader = journal.reader()) {
      while (reader.read(batch)) {
        Epoch epoch = batch.epoch();
        assertThat(epoch).isNotNull();
        long before = held.getOrDefault(epoch.toString(), 0L);
        assertThat(batch.firstSequence()).isEqualTo(before + 1);
        for (int row = 0; row < batch.size(); row++) {
          if (batch.kind(row) == Kind.RAW) {
            assertThat(batch.number(row)).isEqualTo((double) batch.sequence(row));
          }
        }
        held.put(epoch.toString(), before + batch.size());
      }
    }
    for (EpochSpan span : journal.status().epochs()) {
      assertThat(held).containsEntry(span.epoch().toString(), span.last());
    }
    return held;
  }

  private static void assertHolds(Journal journal, Map<String, Long> reached) {
    Map<String, Long> held = held(journal);
    reached.forEach(
        (epoch, last) -> assertThat(held.get(epoch)).as(epoch).isGreaterThanOrEqualTo(last));
  }

  @Test
  void aSecondGatewayOnTheFolderIsRefusedByName() throws Exception {
    try (OtherProcess owner =
        OtherProcess.start(AppendingMain.class, List.of(), journalFolder, "NONE", FOR_EVER, 1)) {
      owner.line();

      assertThatThrownBy(journals::open)
          .isInstanceOfSatisfying(
              JournalException.class,
              e -> assertThat(e.reason()).isEqualTo(JournalException.Cause.UNAVAILABLE))
          .hasMessageContaining("another gateway uses " + journalFolder)
          .hasMessageContaining("process ");
    }
  }

  @Test
  void aSecondJournalInTheSameProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
    Journal first = journals.open();
    assertThatThrownBy(journals::open).hasMessageContaining("another gateway uses");
    try (OtherProcess other =
        OtherProcess.start(AppendingMain.class, List.of(), journalFolder, "NONE", 10, 1)) {
      assertThat(other.line()).isNull();
      assertThat(other.end()).isNotZero();
    }
    first.close();
  }

  @Test
  void anotherProcessFollowsALiveJournalOverSegments() throws Exception {
    try (Journal journal = journals.open();
        OtherProcess reading =
            OtherProcess.start(ReadingMain.class, List.of(), journalFolder, 1_500_000)) {
      assertThat(reading.line()).isEqualTo("reading gateway");
      while (journal.lastSequence() < 1_500_000) {
        journal.append(
            Batches.numbered(
                journals.time.clocks(), 3, 500, (double) (journal.lastSequence() + 1)));
      }
      long last = journal.lastSequence();

      String said = reading.line();

      assertThat(said).startsWith("read ").endsWith(" points 3");
      assertThat(Long.parseLong(said.split(" ", -1)[1])).isBetween(1_500_000L, last);
      assertThat(reading.end()).isZero();
      assertThat(journal.status().segments()).isGreaterThan(2);
    }
  }

  @Test
  void durableMeansAForceOfTheSegmentItself() throws Exception {
    Path strace = Path.of("/usr/bin/strace");
    assumeTrue(Files.isExecutable(strace), "no strace here: install the package strace");
    Path trace = folder.resolve("trace");
    List<String> watched =
        List.of(
            strace.toString(),
            "-f",
            "-y",
            "-e",
            "trace=fdatasync,fsync,msync",
            "-o",
            trace.toString());
    try (OtherProcess appending =
        OtherProcess.start(AppendingMain.class, watched, journalFolder, "EVERY", 20, 1)) {
      assumeTrue(appending.line() != null, "strace is not allowed here");
      assertThat(appending.end()).isZero();
    }

    long forces =
        Files.readAllLines(trace).stream()
            .filter(line -> line.contains("fdatasync(") && line.contains(".cq4>"))
            .count();
    assertThat(forces).as("fdatasync of the .cq4, one an append").isGreaterThanOrEqualTo(19);
  }

  @Test
  void aDiskThatFailsForAWhileIsToldAndTakenUpAgainAndCostsNothing() throws Exception {
    List<String> said = appendWith(List.of("fdatasync:error=EIO:when=6..9"), "EVERY", 50, 1);

    assertThat(said).contains("BROKEN").doesNotContain("FULL");
    assertThat(said.get(said.size() - 1)).endsWith(" 50");
    assertHoldsAllAndWasClosed(50);
  }

  /** The next segment finds no room, for a while. */
  @Test
  void aDiskThatIsFullForAWhileIsToldAndTakenUpAgainAndCostsNothing() throws Exception {
    int rows = 1_200_000;
    // A thread's own counts: the one that opens the journal has done with its 20 writes by then.
    List<String> said =
        appendWith(
            List.of("fallocate:error=ENOSPC:when=2..60", "pwrite64:error=ENOSPC:when=21..80"),
            "INTERVAL",
            rows,
            1_000);

    assertThat(said).contains("FULL").doesNotContain("BROKEN");
    assertThat(said.get(said.size() - 1)).endsWith(" " + (rows + 1));
    assertHoldsAllAndWasClosed(rows + 1);
  }

  /** What a process says that appends while its system calls fail as told. */
  private List<String> appendWith(List<String> faults, String sync, int rows, int batchRows)
      throws Exception {
    Path strace = Path.of("/usr/bin/strace");
    assumeTrue(Files.isExecutable(strace), "no strace here: install the package strace");
    List<String> failing = new ArrayList<>();
    failing.addAll(List.of(strace.toString(), "-f", "-o", "/dev/null", "-e"));
    failing.add("trace=fdatasync,fallocate,pwrite64");
    faults.forEach(fault -> failing.addAll(List.of("-e", "inject=" + fault)));
    List<String> said = new ArrayList<>();
    try (OtherProcess appending =
        OtherProcess.start(
            AppendingMain.class, failing, journalFolder, sync, rows, batchRows, "stubborn")) {
      for (String line = appending.line(); line != null; line = appending.line()) {
        said.add(line);
      }
      assumeTrue(!said.isEmpty(), "strace is not allowed here");
      assertThat(appending.end()).isZero();
    }
    return said;
  }

  private void assertHoldsAllAndWasClosed(long rows) throws JournalException {
    try (Journal journal = journals.open()) {
      assertThat(held(journal)).containsValue(rows);
      assertThat(journal.status().epochs().get(1).start().reason()).isEqualTo(Reason.CLEAN);
      assertThat(journals.losses.pending()).isEmpty();
    }
  }
}
