package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.uplink.twin.TwinSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL for the gateway at random instants, again and again, while values come in, the twin
 * drains, and retention drops what was delivered. What counts is what the twin has in the end.
 */
class TortureSystemTest {

  /** When a round's kill comes; then so many numbers later. */
  private enum Instant {
    JOURNAL_OPEN,
    DEVICE_UP,
    DELIVERING
  }

  /** What failed can be looked at. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void aFewKillsCostNothing() throws Exception {
    torture(4, new Random().nextLong(), "{folder: journal, whenFull: refuse}", 0);
  }

  @Test
  @Tag("torture")
  void twoHundredKillsAndRetentionCostNothingThatIsNotTold() throws Exception {
    int rounds = Integer.getInteger("penstock.torture.rounds", 200);
    String small = "{folder: journal, maxBytes: 32MiB, segmentBytes: 4MiB, whenFull: drop-oldest}";
    torture(rounds, Long.getLong("penstock.torture.seed", new Random().nextLong()), small, 3_000);
  }

  private void torture(int rounds, long seed, String journal, int noteBytes) throws Exception {
    System.out.println("torture: seed " + seed + ", rounds " + rounds);
    Random random = new Random(seed);
    try (NumberedSite site = new NumberedSite(folder, folder.resolve("home"), journal, noteBytes)) {
      site.start().awaitErrors("device=counter state=UP");
      site.publish(50);
      site.awaitDelivered();
      for (int round = 0; round < rounds; round++) {
        // The rig's broker has 65,535 packet ids and never uses one again that a kill left open.
        site.publish(random.nextInt(130));
        site.kill();
        site.publish(random.nextInt(70));
        PenstockProcess gateway = site.start();
        switch (Instant.values()[random.nextInt(Instant.values().length)]) {
          case JOURNAL_OPEN -> gateway.awaitErrors("Opened the journal");
          case DEVICE_UP -> gateway.awaitErrors("device=counter state=UP");
          case DELIVERING -> {
            gateway.awaitErrors("device=counter state=UP");
            site.publish(1);
            site.awaitDelivered();
          }
        }
      }
      site.publish(100);
      site.awaitDelivered();
      site.awaitNoHoles();
      site.stopAndCheckAccounts();
      check(site, rounds, seed);
    }
  }

  private static void check(NumberedSite site, int rounds, long seed) throws Exception {
    site.assertNothingIsDuplicatedOrForked();
    TwinSummary twin = site.summary();
    assertThat(twin.epochs()).as("seed %d", seed).hasSizeBetween(2, rounds + 1);
    long lost = twin.epochs().stream().mapToLong(TwinSummary.EpochCover::lost).sum();
    List<Long> missing = site.missing();
    System.out.printf(
        "torture: %d numbers, %d rows, %d epochs, %d missing, %d rows told as lost, losses %s%n",
        site.published(), twin.rows(), twin.epochs().size(), missing.size(), lost, twin.losses());
    assertThat((long) missing.size())
        .as("seed %d: missing %s, told %d", seed, missing, lost)
        .isLessThanOrEqualTo(lost);
  }
}
