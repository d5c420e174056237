package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.journal.Loss;
import dev.penstock.gateway.runtime.SystemClocks;
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

  private static final Duration PATIENCE = PenstockProcess.PATIENCE;
  private static final int PORTIONS = 20;
  private static final int PORTION = 100;
  private static final int PAGE = 4096;
  private static final Set<String> NEVER_REPLACED = Set.of("birthmark", "lock");

  @TempDir private Path folder;

  @Test
  void giveNoIdentityTwice() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("power cut: seed " + seed);
    try (NumberedSite site = site()) {
      long durable = publishDurably(site);
      site.publish(3_000);
      cutPower(site, new Random(seed));

      restart(site);
      stop(site);
      assertThat(site.missing())
          .as("seed %d", seed)
          .allMatch(n -> n > durable && n <= durable + 3_000);
      assertThat(site.summary().losses()).containsKey("STOPPED");
    }
  }

  /** What the disk lost was nowhere else: each of it lies within a loss that the twin is told. */
  @Test
  void tellEverythingThatIsMissingAndThatTheTwinNeverHad() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("power cut: seed " + seed);
    try (NumberedSite site = site()) {
      publishDurably(site);
      site.cutUplink();
      long before = site.published();
      List<Long> published = new ArrayList<>();
      for (int i = 0; i < PORTIONS; i++) {
        published.add(SystemClocks.clocks().wall().nanos());
        site.publish(PORTION);
        awaitJournaled(site);
      }
      published.add(SystemClocks.clocks().wall().nanos());
      cutPower(site, new Random(seed));
      site.mendUplink();

      restart(site);
      List<Long> missing = site.missing();
      assertThat(missing).as("seed %d", seed).isNotEmpty().allMatch(n -> n > before);
      // The ledger tells a row when it has been quiet for ten seconds.
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> assertThat(untold(missing, before, published, site.losses())).isEmpty());
      System.out.printf("power cut: %d missing, told %s%n", missing.size(), site.losses());
      stop(site);
    }
  }

  /** The missing numbers that were published at a time that no loss reaches over. */
  private static List<Long> untold(
      List<Long> missing, long before, List<Long> published, List<Loss> losses) {
    return missing.stream()
        .filter(
            number -> {
              int portion = (int) ((number - before - 1) / PORTION);
              long from = published.get(portion);
              long to = published.get(portion + 1);
              return losses.stream().noneMatch(loss -> isWithin(loss, from, to));
            })
        .toList();
  }

  /** Whether the loss reaches over some of this stretch of time. */
  private static boolean isWithin(Loss loss, long from, long to) {
    return loss.eventFrom() <= to && loss.eventTo() >= from;
  }

  private NumberedSite site() throws Exception {
    return new NumberedSite(
        folder, folder.resolve("home"), "{folder: journal, whenFull: refuse}", 100);
  }

  /** Some numbers that the disk has, and remembers what it looks like. */
  private long publishDurably(NumberedSite site) throws Exception {
    site.start().awaitErrors("device=counter state=UP");
    site.publish(500);
    site.awaitDelivered();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                site.metric("penstock_journal_durable_sequence", "")
                    == site.metric("penstock_journal_last_sequence", ""));
    copy(folder.resolve("home/journal"), folder.resolve("before"));
    return site.published();
  }

  /** Two rows a number, and the epoch's own. */
  private static void awaitJournaled(NumberedSite site) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> site.metric("penstock_journal_last_sequence", "") > 2.0 * site.published());
  }

  private void cutPower(NumberedSite site, Random random) throws Exception {
    site.kill();
    cut(folder.resolve("home/journal"), folder.resolve("before"), random);
  }

  private static void restart(NumberedSite site) throws Exception {
    site.start().awaitErrors("device=counter state=UP");
    site.publish(500);
    site.awaitDelivered();
    site.awaitNoHoles();
  }

  private static void stop(NumberedSite site) throws Exception {
    site.stopAndCheckAccounts();
    site.assertNothingIsDuplicatedOrForked();
    assertThat(site.summary().epochs()).hasSize(2);
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
