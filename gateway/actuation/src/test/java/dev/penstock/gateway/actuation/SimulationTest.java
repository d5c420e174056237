package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of seeded schedules of gate and plant in memory: commands of two persons, messages that
 * are lost, late, repeated and out of order, device faults, tripping interlocks, hands on the
 * plant, clock jumps, suspend, new rules, and kills and power cuts at any read, write or force.
 * After each step the plant's own journal is compared with what is durable in the log.
 */
class SimulationTest {

  private static final int SCHEDULES = Integer.getInteger("penstock.schedules", 10_000);
  private static final long FIRST_SEED = Long.getLong("penstock.seed", 1);

  @TempDir static Path folder;
  private static SimulatedSite site;

  @BeforeAll
  static void sign() throws Exception {
    site = new SimulatedSite(folder);
  }

  @Test
  void neverAWriteWithoutItsIntentNorTwoForOneCommandNorAnOutputThatStaysAlone() {
    SimulatedSchedule.Tally tally = new SimulatedSchedule.Tally();

    LongStream.range(FIRST_SEED, FIRST_SEED + SCHEDULES)
        .parallel()
        .forEach(seed -> run(seed, tally));

    if (SCHEDULES >= 1_000) {
      assertThat(tally.untouched()).as("what never happened: %s", tally).isEmpty();
    }
  }

  private static void run(long seed, SimulatedSchedule.Tally tally) {
    try {
      new SimulatedSchedule(site, seed, tally).run();
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "seed " + seed + " (-Dpenstock.seed=" + seed + " -Dpenstock.schedules=1)", e);
    }
  }
}
