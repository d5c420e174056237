package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.uplink.twin.TwinSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut under the whole gateway: of what was written after a moment at which everything was
 * durable, the disk has some pages and others not. It cannot be shown here that acknowledgements to
 * the broker follow the disk: to the gateway, the disk had all it was told to have.
 */
class PowerCutSystemTest {

  private static final int PAGE = 4096;
  private static final Set<String> NEVER_REPLACED = Set.of("birthmark", "lock");

  @TempDir private Path folder;

  @Test
  void giveNoIdentityTwiceAndTellEverythingThatIsMissing() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("power cut: seed " + seed);
    Random random = new Random(seed);
    Path home = folder.resolve("home");
    Path before = folder.resolve("before");
    try (NumberedSite site =
        new NumberedSite(folder, home, "{folder: journal, whenFull: refuse}", 100)) {
      site.start().awaitErrors("device=counter state=UP");
      site.publish(500);
      site.awaitDelivered();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  site.metric("penstock_journal_durable_sequence", "")
                      == site.metric("penstock_journal_last_sequence", ""));
      copy(home.resolve("journal"), before);
      long durable = site.published();
      site.publish(3_000);
      site.kill();
      cut(home.resolve("journal"), before, random);

      site.start().awaitErrors("device=counter state=UP");
      site.publish(500);
      site.awaitDelivered();
      site.awaitNoHoles();
      site.stopAndCheckAccounts();

      site.assertNothingIsDuplicatedOrForked();
      List<Long> missing = site.missing();
      TwinSummary twin = site.summary();
      System.out.printf(
          "power cut: %d missing after %d, losses %s%n", missing.size(), durable, twin.losses());
      assertThat(missing).as("seed %d", seed).allMatch(n -> n > durable && n <= durable + 3_000);
      assertThat(twin.epochs()).hasSize(2);
      assertThat(twin.losses()).containsKey("STOPPED");
    }
  }

  /** Puts back what lay there before, but for about half of the pages written since. */
  private static void cut(Path journal, Path before, Random random) throws IOException {
    for (Path file : files(journal)) {
      Path old = before.resolve(journal.relativize(file).toString());
      if (NEVER_REPLACED.contains(file.getFileName().toString())) {
        continue;
      }
      if (Files.notExists(old)) {
        Files.delete(file);
      } else if (file.toString().endsWith(".cq4")) {
        mix(file, old, random);
      } else {
        Files.write(file, Files.readAllBytes(old));
      }
    }
  }

  private static void mix(Path file, Path old, Random random) throws IOException {
    byte[] now = Files.readAllBytes(file);
    byte[] then = Files.readAllBytes(old);
    for (int at = 0; at + PAGE <= Math.min(now.length, then.length); at += PAGE) {
      if (random.nextBoolean()) {
        System.arraycopy(then, at, now, at, PAGE);
      }
    }
    Files.write(file, now);
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).collect(Collectors.toCollection(ArrayList::new));
    }
  }
}
