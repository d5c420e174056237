package dev.penstock.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.buffer.JournalSettings;
import dev.penstock.buffer.JournalSetup;
import dev.penstock.buffer.Journals;
import dev.penstock.contract.Json;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.MemoryLossLedger;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code penstock journal} on a journal of two points and three hours. */
class JournalVerbIT {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final Cli cli = new Cli();
  private final FakeTime time = new FakeTime();
  @TempDir private Path folder;
  private Path settings;
  private Path journalFolder;

  @BeforeEach
  void threeHours() throws Exception {
    journalFolder = folder.resolve("journal");
    settings = folder.resolve("gateway.yaml");
    Files.writeString(
        settings,
        """
        gateway: press-shop-1
        data: %s
        journal: {folder: %s, whenFull: drop-oldest}
        devices:
          tank: {profile: quadruple-tank, settings: {endpoint: "opc.tcp://127.0.0.1:4840/plant"}}
        """
            .formatted(folder.resolve("data"), journalFolder));
    try (Journal journal = open()) {
      journal.cursor("centre", true).cover(journal.epoch(), 1, 3);
      for (int hour = 0; hour < 3; hour++) {
        journal.append(at(hour));
      }
    }
  }

  private Journal open() throws JournalException {
    return Journals.open(
        new JournalSettings(
            journalFolder,
            64 << 20,
            JournalSettings.WhenFull.REFUSE,
            JournalSettings.Sync.INTERVAL,
            Duration.ofMillis(20),
            4 << 20),
        new JournalSetup(
            "press-shop-1",
            SampleFrames.DICTIONARY,
            "boot-1",
            time.clocks(),
            new Random(),
            new MemoryLossLedger(time.mono())));
  }

  /** Two levels and one state, at so many hours past noon. */
  private ObservationBatch at(int hour) {
    ObservationBatch batch = Batches.of(time.clocks(), 0, hour + 0.25, hour + 0.5);
    batch.put(Batches.addValue(batch, 1, 0), "state, \"%d\"".formatted(hour));
    long event = NOON.getEpochSecond() * 1_000_000_000L + hour * HOUR;
    for (int row = 0; row < batch.size(); row++) {
      batch.resolved(row, event, TimeBasis.SOURCE, 0, ObservationBatch.NO_CLOCK);
    }
    return batch;
  }

  @Test
  void statSaysWhatIsHeldAndWhoWaits() {
    assertThat(cli.run("journal", "stat", settings.toString())).isEqualTo(ExitCode.OK);
    assertThat(cli.out())
        .contains("of gateway press-shop-1, format 1", "holds   10 rows", "CREATED", "centre")
        .contains("7 rows waiting, required");
  }

  @Test
  void statAsJsonNamesEverySegment() {
    cli.run("journal", "stat", "--folder", journalFolder.toString(), "--json");

    Json stat = json(cli.out());
    assertThat(stat.get("rows").int64()).isEqualTo(10);
    assertThat(stat.get("segments").list(s -> s.get("sealed").bool())).containsExactly(true);
    assertThat(stat.get("segments").list(s -> s.get("event_to").text()))
        .containsExactly("2026-11-20T14:00:00Z");
  }

  @Test
  void looksAtALiveJournalToo() throws Exception {
    try (Journal journal = open()) {
      journal.append(at(5));
      assertThat(cli.run("journal", "verify", settings.toString())).isEqualTo(ExitCode.OK);
      assertThat(cli.run("journal", "stat", "--folder", journalFolder.toString(), "--segments"))
          .isEqualTo(ExitCode.OK);
      assertThat(cli.out()).contains("holds   14 rows", "in writing");
      assertThat(cli.run("journal", "repair", settings.toString())).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(cli.err()).contains("another gateway uses");
    }
  }

  @Test
  void tailPrintsAsManyRowsAsWereAskedForWhileMoreCome() throws Exception {
    AtomicBoolean asked = new AtomicBoolean();
    try (Journal journal = open()) {
      journal.append(at(5));
      CompletableFuture<Long> plant = CompletableFuture.supplyAsync(() -> appended(journal, asked));
      try {
        assertThat(cli.run("journal", "tail", settings.toString(), "-n", "2"))
            .isEqualTo(ExitCode.OK);
      } finally {
        asked.set(true);
      }
      assertThat(plant.get(1, TimeUnit.MINUTES)).as("rows meanwhile").isPositive();
      assertThat(cli.out().lines()).hasSize(2);
    }
  }

  /** Appends until somebody has asked; how many rows that were. */
  private long appended(Journal journal, AtomicBoolean asked) {
    long rows = 0;
    try {
      while (!asked.get()) {
        ObservationBatch batch = at(6);
        journal.append(batch);
        rows += batch.size();
      }
      return rows;
    } catch (JournalException e) {
      throw new IllegalStateException("the journal takes no more", e);
    }
  }

  @Test
  void tailReachesBackOverEpochs() throws Exception {
    try (Journal journal = open()) {
      journal.append(at(5));
    }

    assertThat(cli.run("tail", settings.toString(), "-n", "6")).isEqualTo(ExitCode.OK);

    assertThat(cli.out().lines()).hasSize(6);
  }

  @Test
  void verifyFindsARottenByteAndSaysWhere() throws Exception {
    Path segment = segments().get(0);
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(Files.size(segment) - 1024 - 200);
      file.write(0x5A);
    }

    assertThat(cli.run("journal", "verify", settings.toString(), "--json"))
        .isEqualTo(ExitCode.PROBLEMS);

    Json result = json(cli.out());
    assertThat(result.get("whole").bool()).isFalse();
    assertThat(result.get("findings").list(f -> f.get("segment").int64())).contains(1L);
  }

  @Test
  void exportsAWindowOfOnePointAsCsv() throws Exception {
    Path csv = folder.resolve("level.csv");
    assertThat(
            cli.run(
                "journal",
                "export",
                settings.toString(),
                "--from",
                "2026-11-20T13:00:00Z",
                "--to",
                "2026-11-20T16:00:00+02:00",
                "--points",
                "tank/tank1Level",
                "--as",
                "csv",
                "-o",
                csv.toString()))
        .isEqualTo(ExitCode.OK);

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).startsWith("event_time,point,value,unit,quality");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("2026-11-20T13:00:00Z,tank/tank1Level,1.25,cm,GOOD,");
    assertThat(cli.err()).contains("export: 2 rows in");
    assertThat(folder.resolve("level.csv.part")).doesNotExist();
  }

  @Test
  void csvQuotesWhatHasToBe() {
    cli.run("journal", "export", settings.toString(), "--as", "csv", "--from", "2026-11-20");
    assertThat(cli.out()).contains("tank/plantState,\"state, \"\"1\"\"\",");
  }

  @Test
  void exportsEverythingAsLinesOfJson() {
    assertThat(cli.run("journal", "export", settings.toString())).isEqualTo(ExitCode.OK);
    assertThat(cli.out().lines()).hasSize(10);
    assertThat(json(cli.out().lines().findFirst().orElseThrow()).get("kind").text())
        .isEqualTo("EPOCH");
  }

  @Test
  void exportsFramesThatAnyTwinCanRead() {
    String frames = folder.resolve("all.frames").toString();
    assertThat(cli.run("journal", "export", settings.toString(), "--as", "frames", "-o", frames))
        .isEqualTo(ExitCode.OK);

    Cli reading = new Cli();
    assertThat(reading.run("frame", "verify", frames)).isEqualTo(ExitCode.OK);
    assertThat(reading.run("frame", "dump", frames)).isEqualTo(ExitCode.OK);
    assertThat(reading.out()).contains("tank/tank1Level", "2.25");
  }

  @Test
  void framesWithoutAFileAreRefused() {
    assertThat(cli.run("journal", "export", settings.toString(), "--as", "frames"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("-o FILE");
  }

  @Test
  void aPointThatNobodyKnowsIsNamed() {
    assertThat(cli.run("journal", "export", settings.toString(), "--points", "tank/none"))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(cli.err()).contains("the journal knows no point tank/none");
  }

  @Test
  void aWrongTimeIsExplained() {
    assertThat(cli.run("journal", "export", settings.toString(), "--from", "yesterday"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("'yesterday' is no time: write 2026-11-20");
  }

  @Test
  void repairSealsWhatAKilledGatewayLeft() throws Exception {
    Path killed = folder.resolve("killed");
    try (Journal journal = open()) {
      journal.append(at(5));
      copy(journalFolder, killed);
    }
    String text = Files.readString(settings);
    Files.writeString(settings, text.replace(journalFolder.toString(), killed.toString()));

    assertThat(cli.run("journal", "repair", settings.toString())).isEqualTo(ExitCode.OK);

    assertThat(cli.out()).contains("14 rows in 2 segments can be read");
    cli.run("journal", "stat", settings.toString(), "--segments");
    assertThat(cli.out()).doesNotContain("in writing");
    assertThat(cli.run("journal", "verify", settings.toString())).isEqualTo(ExitCode.OK);
  }

  @Test
  void aFolderWithoutAJournalIsNamed() {
    assertThat(cli.run("journal", "stat", "--folder", folder.toString()))
        .isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(cli.err()).contains("there is no journal in " + folder);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(journalFolder)) {
      return files.filter(file -> file.toString().endsWith(".cq4")).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        boolean theirs = file.endsWith("lock") || file.endsWith("birthmark");
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (!theirs) {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static Json json(String text) {
    return Json.parse(text.strip().getBytes(StandardCharsets.UTF_8), 1 << 20);
  }
}
