package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Standing;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tick that tells the PLC that the gate has everything in hand. */
class WatchdogTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
    bench.site.standing =
        List.of(
            new Standing(
                Standing.Kind.WATCHDOG_TICK, Site.TICK, null, Duration.ofSeconds(1), "anna"));
  }

  @Test
  void withoutALeaseNothingIsWrittenButTheTick() throws Exception {
    bench.start();
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.plant.journal())
        .extracting(SimulatedPlant.Write::point)
        .hasSizeBetween(5, 6)
        .containsOnly(Site.TICK);
    assertThat(bench.writes()).doesNotHaveDuplicates();
    assertThat(bench.durable(RecordType.STANDING_WRITE)).hasSize(1);
  }

  @Test
  void theTickGoesOnWhileAnOutputIsHeldAndBroughtBack() throws Exception {
    bench.start();
    bench.command("4");
    int before = ticks();

    bench.run(Duration.ofSeconds(30));

    assertThat(ticks() - before).isGreaterThanOrEqualTo(29);
    assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(1.0));
  }

  @Test
  void theTickStopsOnceATryToBringAnOutputBackHasFailed() throws Exception {
    bench.start();
    String lease = LeaseTest.lease(bench.command("4"));
    bench.plant.manner(SimulatedPlant.Manner.IGNORES);
    bench.run(Duration.ofSeconds(30));
    int stopped = ticks();
    bench.run(Duration.ofSeconds(10));
    assertThat(ticks()).as("until a person has acknowledged it").isEqualTo(stopped);

    bench.plant.manner(SimulatedPlant.Manner.OBEYS);
    bench.control(Control.Action.ACKNOWLEDGE, Control.Terms.of(lease));
    bench.run(Duration.ofSeconds(5));

    assertThat(ticks()).isGreaterThan(stopped);
  }

  @Test
  void theTickStopsWhileAnOutputCannotBeBroughtBack() throws Exception {
    bench.start();
    bench.command("4");
    bench.plant.bad(Site.LOCAL, true);
    bench.run(Duration.ofSeconds(25));
    int stopped = ticks();

    bench.run(Duration.ofSeconds(10));

    assertThat(ticks()).isEqualTo(stopped);
    bench.plant.bad(Site.LOCAL, false);
    bench.run(Duration.ofSeconds(10));
    assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(1.0));
    assertThat(ticks()).isGreaterThan(stopped);
  }

  @Test
  void localControlAtTheStartMeansNoWriteAndNoTick() throws Exception {
    bench.plant.set(Site.LOCAL, Value.of(true));
    bench.start();
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.plant.journal()).isEmpty();
  }

  @Test
  void localControlThatIsNotKnownAtTheStartMeansNoWriteAndNoTick() throws Exception {
    bench.plant.bad(Site.LOCAL, true);
    bench.start();
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.plant.journal()).isEmpty();
  }

  @Test
  void whileTheLogIsRolledBackThereIsNoTickForWhatIsHeldIsNotKnown() throws Exception {
    bench.start();
    bench.run(Duration.ofSeconds(2));
    bench.crash();
    KeySigner gateway = bench.site.gateway;
    LogHead lost = new LogHead(Site.GATEWAY + "/audit", 1_000, "ab".repeat(32));
    String line = SignedNote.sign(lost, Site.GATEWAY, gateway.publicKey(), gateway);
    String note = new SignedNote(lost, List.of(line)).toString();
    Files.writeString(folder.resolve("audit-witness.note"), note);
    int before = ticks();
    bench.restart();
    bench.run(Duration.ofSeconds(5));

    assertThat(before).isPositive();
    assertThat(ticks()).isEqualTo(before);
  }

  @Test
  void afterARestartTheTickWaitsUntilTheOutputIsBack() throws Exception {
    bench.start();
    bench.command("4");
    bench.crash();
    bench.plant.manner(SimulatedPlant.Manner.IGNORES);
    bench.restart();
    int before = ticks();
    bench.run(Duration.ofSeconds(2));

    assertThat(ticks()).isEqualTo(before);
    bench.plant.manner(SimulatedPlant.Manner.OBEYS);
    bench.run(Duration.ofSeconds(10));
    assertThat(ticks()).isGreaterThan(before);
  }

  @Test
  void aGateWhoseLogFailedDoesNotTick() throws Exception {
    bench.start();
    bench.run(Duration.ofSeconds(2));
    bench.disk.fail(true);
    bench.deliver(bench.wish("4"), bench.site.anna);
    bench.run(Duration.ofSeconds(1));
    int stopped = ticks();

    bench.run(Duration.ofSeconds(10));

    assertThat(ticks()).isEqualTo(stopped);
  }

  @Test
  void aGateThatOnlyObservesDoesNotTick() throws Exception {
    bench.mode = Mode.OBSERVE;
    bench.start();
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.plant.journal()).isEmpty();
  }

  @Test
  void aLongLeaseNeedsAWatchdogThatSomebodyTested() {
    bench.site.leaseMax = Duration.ofMinutes(10);
    bench.site.policy(new DocumentHead("x", 1, Site.MADE, bench.site.expires, false));

    bench.site.standing = List.of();

    assertThatThrownBy(
            () -> bench.site.policy(new DocumentHead("x", 1, Site.MADE, bench.site.expires, false)))
        .hasMessageContaining("watchdog");
  }

  private int ticks() {
    return (int)
        bench.plant.journal().stream().filter(write -> write.point().equals(Site.TICK)).count();
  }
}
