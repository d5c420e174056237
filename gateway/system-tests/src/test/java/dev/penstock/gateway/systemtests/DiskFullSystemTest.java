package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.contract.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The declared order of giving up when the disk is full: the journal refuses, and counts; last
 * values, console and command gate go on; the twin is told; and when there is room again, all of it
 * comes back by itself. A small file system of its own, which only root can mount.
 */
class DiskFullSystemTest {

  private static final Duration PATIENCE = PenstockProcess.PATIENCE;

  @TempDir private Path folder;
  private Path home = Path.of(".");
  private boolean mounted;

  private void mount(Path at, int mebibytes) throws Exception {
    home = Files.createDirectories(at);
    mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "t", home.toString()) == 0;
    assumeTrue(mounted, "a file system can only be mounted by root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", home.toString())).isZero();
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
  void refusesAndCountsKeepsLastValuesAndRecoversByItselfAlsoOverAKill() throws Exception {
    mount(folder.resolve("home"), 48);
    String journal = "{folder: journal, maxBytes: 1GiB, segmentBytes: 4MiB, whenFull: refuse}";
    Path ballast = home.resolve("ballast");
    try (NumberedSite site = new NumberedSite(folder, home, journal, 4_000)) {
      site.start().awaitErrors("device=counter state=UP");
      site.publish(100);
      site.awaitDelivered();
      fillCompletely(ballast);
      publishUntilLost(site);
      assertThat(site.ask("/readyz")).contains("full");
      awaitLastValue(site);

      site.kill();
      site.start().awaitErrors("The journal takes no rows yet");
      publishUntilLost(site);
      assertThat(site.ask("/readyz")).contains("full");
      awaitLastValue(site);

      Files.delete(ballast);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !site.ask("/readyz").contains("full"));
      site.publish(100);
      site.awaitDelivered();
      site.awaitNoHoles();
      awaitAllOfItTold(site);
      site.stopAndCheckAccounts();
      site.assertNothingIsDuplicatedOrForked();
    }
  }

  /** Something else has taken the disk, up to what the journal never touches. */
  @Test
  void commandsAreCarriedOutWhileTheJournalIsFull() throws Exception {
    Path data = folder.resolve("demo");
    mount(data.resolve("gateway"), 110);
    Path ballast = home.resolve("ballast");
    try (PenstockProcess demo =
        PenstockProcess.start(
            folder,
            "demo",
            "--data",
            data.toString(),
            "--for",
            "5min",
            "--ports",
            "auto",
            "--json")) {
      demo.awaitErrors("Command: .*CONFIRMED");
      fillCompletely(ballast);
      try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
        file.setLength(file.length() - (4 << 20));
      }
      KillSystemTest.kill(demo);
      demo.awaitErrors("The gateway starts again");

      demo.awaitErrors("The gateway starts again.*Command: .*CONFIRMED");

      assertThat(Files.readString(home.resolve("gateway.log")))
          .contains("The journal takes no rows yet");
      Files.delete(ballast);
      demo.awaitErrors("The gateway delivers again");
    }
  }

  /**
   * Two rows of each number; told once the ledger has been quiet for ten seconds. What the broker
   * had no acknowledgement for at the kill comes again, finds the disk still full, and is counted
   * once more.
   */
  private static void awaitAllOfItTold(NumberedSite site) throws Exception {
    long missing = site.missing().size();
    assertThat(missing).isPositive();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(site.summary().losses().getOrDefault("JOURNAL_FULL", 0L))
                    .isGreaterThanOrEqualTo(2 * missing));
  }

  private static void publishUntilLost(NumberedSite site) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              site.publish(100);
              return site.metric("penstock_lost_observations_total", "JOURNAL_FULL") > 0;
            });
  }

  /** The gate and the console see by these. */
  private static void awaitLastValue(NumberedSite site) throws Exception {
    site.publish(1);
    double newest = site.published();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> lastValue(site) == newest);
  }

  private static double lastValue(NumberedSite site) throws Exception {
    Json status = Json.parse(site.ask("/api/status").getBytes(StandardCharsets.UTF_8), 1 << 20);
    return status.get("points").list(p -> p).stream()
        .filter(p -> p.get("path").text("").equals(NumberedSite.POINT))
        .filter(p -> !p.get("reading").isNull())
        .mapToDouble(p -> p.get("reading").get("number").number())
        .findFirst()
        .orElse(0);
  }

  static void fillCompletely(Path file) {
    byte[] block = new byte[1 << 16];
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      while (true) {
        open.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }
}
