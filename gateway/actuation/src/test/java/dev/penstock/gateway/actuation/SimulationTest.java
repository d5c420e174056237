package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.gateway.actuation.SimulatedPlant.Manner;
import dev.penstock.gateway.actuation.audit.MemoryAuditFile;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many short schedules of commands, repeated and late messages, device faults, tripping interlocks,
 * pauses and kills at any read or write; after each step the plant's own journal is compared with
 * what is durable in the log.
 */
class SimulationTest {

  private static final int SCHEDULES = Integer.getInteger("penstock.schedules", 150);
  private static final long FIRST_SEED = Long.getLong("penstock.seed", 1);

  @TempDir Path folder;

  /** The process is killed here. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void neverAWriteWithoutItsIntentNorTwoForOneCommandNorAnOutputThatStaysAlone() throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      try {
        new Schedule(new Bench(folder.resolve("s" + seed), seed), seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + " (-Dpenstock.seed=" + seed + ")", e);
      }
    }
  }

  private static final class Schedule {

    private static final int STEPS = 25;
    private static final String SAFE = "1";

    private final Bench bench;
    private final Random chance;
    private final List<byte[]> past = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();

    private final List<String> attempts = new ArrayList<>();

    /** Refused messages, and whether they had an intent before: a replay after a restart has. */
    private final Map<String, Boolean> refused = new HashMap<>();

    private int wishes;
    private int collected;

    Schedule(Bench bench, long seed) {
      this.bench = bench;
      this.chance = new Random(seed);
    }

    void run() throws Exception {
      bench.site.bounds = new Bounds(Decimal.of(0), Decimal.of(10), null, null);
      bench.disk = new MemoryAuditFile(1 << 18);
      bench.start();
      bench.plant.beforeWrite(this::checkIntent);
      for (int step = 0; step < STEPS; step++) {
        bench.plant.beforeRead(() -> maybeKill(40));
        bench.plant.afterWrite(() -> maybeKill(6));
        try {
          step();
        } catch (Killed e) {
          restart();
        }
        checkIntents();
        if (!hasLeases()) {
          bench.plant.dropDelayed();
        }
      }
      settle();
    }

    private void step() throws Exception {
      switch (chance.nextInt(12)) {
        case 0, 1, 2 -> select();
        case 3, 4, 5 -> operate();
        case 6 -> repeat();
        case 7 -> bench.plant.manner(any(List.of(Manner.values())));
        case 8 -> bench.plant.set(Site.LEVEL, Value.of(chance.nextBoolean() ? 12.0 : 4.0));
        case 9 -> bench.run(Duration.ofMillis(100L * (1 + chance.nextInt(80))));
        case 10 -> bench.plant.deliverDelayed();
        default -> maybeKill(3);
      }
    }

    /** Every wish is for another value, so that a value names its command. */
    private void select() throws Exception {
      String value = "5." + (100 + ++wishes);
      byte[] select = Envelope.sign(bench.wish(value), bench.site.anna).bytes();
      past.add(select);
      bench.deliver(select);
      collect();
    }

    private void operate() throws Exception {
      if (offers.isEmpty()) {
        return;
      }
      Offer offer = any(offers);
      byte[] operate = Envelope.sign(bench.order(offer, "anna"), bench.site.anna).bytes();
      past.add(operate);
      bench.deliver(operate);
      collect();
    }

    private void repeat() throws Exception {
      if (!past.isEmpty()) {
        bench.deliver(any(past));
        collect();
      }
    }

    private void collect() throws Exception {
      for (Bench.Sent sent : bench.sent.subList(collected, bench.sent.size())) {
        if (sent.envelope().type() == PayloadType.OFFER) {
          Offer offer = sent.envelope().read(Offer::read);
          if (!offers.contains(offer)) {
            offers.add(offer);
          }
        } else {
          Receipt receipt = sent.envelope().read(Receipt::read);
          if (receipt.result().outcome() == Outcome.REFUSED) {
            refused.computeIfAbsent(receipt.answers(), digest -> answered().contains(digest));
          }
        }
      }
      collected = bench.sent.size();
    }

    private <T> T any(List<T> choices) {
      return choices.get(chance.nextInt(choices.size()));
    }

    private void maybeKill(int oneIn) {
      if (chance.nextInt(oneIn) == 0) {
        throw new Killed();
      }
    }

    private void restart() throws Exception {
      bench.crash();
      bench.plant.dropDelayed();
      for (int attempt = 0; attempt < 10; attempt++) {
        try {
          bench.restart();
          return;
        } catch (Killed e) {
          bench.crash();
        }
      }
      throw new AssertionError("ten kills in a row");
    }

    /** What is being written must stand in what would survive a crash now, once for each write. */
    private void checkIntent(SimulatedPlant.Write write) {
      String value = write.value().toString();
      attempts.add(value);
      int times = Collections.frequency(attempts, value);
      if (value.equals(SAFE)) {
        assertThat(bench.durable(RecordType.REVERT_INTENT)).hasSizeGreaterThanOrEqualTo(times);
      } else {
        assertThat(bench.durable(RecordType.INTENT))
            .filteredOn(intent -> intent.contains("\"value\":\"" + value + "\""))
            .as("durable intents of %s", value)
            .hasSizeGreaterThanOrEqualTo(times);
      }
    }

    /** Two intents never answer one OPERATE, and none comes after its refusal. */
    private void checkIntents() {
      List<String> answered = answered();
      assertThat(answered).doesNotHaveDuplicates();
      refused.forEach(
          (digest, before) -> assertThat(answered.contains(digest)).as(digest).isEqualTo(before));
    }

    /** The OPERATEs that have a durable intent. */
    private List<String> answered() {
      return bench.durable(RecordType.INTENT).stream()
          .map(intent -> intent.replaceAll(".*\"answers\":\"([0-9a-f]*)\".*", "$1"))
          .toList();
    }

    private boolean hasLeases() {
      return !bench.core().status(Map.of(), 0).leases().isEmpty();
    }

    /** Left alone, the plant ends with the safe value or with the one it had before all. */
    private void settle() throws Exception {
      bench.plant.beforeRead(() -> {});
      bench.plant.afterWrite(() -> {});
      bench.plant.manner(Manner.OBEYS);
      bench.run(Duration.ofSeconds(40));
      collect();
      checkIntents();
      assertThat(hasLeases()).isFalse();
      boolean told =
          !bench.durable(RecordType.REVERT_OUTCOME).stream()
              .filter(outcome -> outcome.contains("REVERT_FAILED"))
              .toList()
              .isEmpty();
      if (!told) {
        assertThat(bench.plant.value(Site.PUMP).toString()).isIn("3", SAFE);
      }
    }
  }
}
