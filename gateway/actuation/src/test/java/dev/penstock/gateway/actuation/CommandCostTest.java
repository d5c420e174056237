package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.message.Offer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command costs the disk: docs/benchmarks.md names these figures. */
class CommandCostTest {

  @TempDir Path folder;

  @Test
  void aCommandIsForcedTwiceAndItsRevertTwice() throws Exception {
    Bench bench = new Bench(folder).start();
    bench.run(Duration.ofSeconds(1));
    int before = bench.disk.forces();

    Offer offer = bench.select("4");
    assertThat(bench.disk.forces() - before).as("a select is not forced").isZero();
    bench.operate(offer);
    assertThat(bench.disk.forces() - before).as("intent, outcome").isEqualTo(2);
    bench.run(Duration.ofSeconds(25));
    assertThat(bench.disk.forces() - before).as("and revert intent, outcome").isEqualTo(4);
  }

  @Test
  void refusalsShareAForce() throws Exception {
    Bench bench = new Bench(folder).start();
    bench.run(Duration.ofSeconds(1));
    int before = bench.disk.forces();
    bench.operate(bench.select("9.9"));

    assertThat(bench.disk.forces() - before).isEqualTo(1);
    assertThat(bench.writes()).isEmpty();
  }
}
