package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.gateway.actuation.SimulatedPlant.Manner;
import dev.penstock.gateway.actuation.audit.MemoryAuditFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder).start();
  }

  /** The process is killed here. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static void kill() {
    throw new Killed();
  }

  @Test
  void killedBeforeTheWriteTheOutputGoesSafe() throws Exception {
    Offer offer = bench.select("4");
    bench.plant.beforeRead(RestartTest::kill);

    operateAndDie(offer);

    assertThat(bench.writes()).containsExactly("1");
  }

  @Test
  void killedAfterTheWriteTheOutputGoesSafe() throws Exception {
    Offer offer = bench.select("4");
    bench.plant.afterWrite(RestartTest::kill);

    operateAndDie(offer);

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.outcomes()).containsExactly(Outcome.REVERTED);
  }

  @Test
  void killedWhileHoldingTheOutputGoesSafe() throws Exception {
    bench.command("4");
    bench.crash().restart();
    bench.run(Duration.ofSeconds(2));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void killedInTheRevertItIsSettledByTheNextRun() throws Exception {
    bench.command("4");
    bench.plant.afterWrite(RestartTest::kill);
    assertThatThrownBy(() -> bench.run(Duration.ofSeconds(25))).isInstanceOf(Killed.class);
    bench.plant.afterWrite(() -> {});

    bench.crash().restart();
    bench.run(Duration.ofSeconds(2));

    assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(1.0));
    int writes = bench.writes().size();
    bench.crash().restart();
    bench.run(Duration.ofSeconds(5));
    assertThat(bench.writes()).hasSize(writes);
  }

  @Test
  void settledOnceItIsNotWrittenAgain() throws Exception {
    bench.command("4");
    bench.crash().restart();
    bench.run(Duration.ofSeconds(2));
    bench.crash().restart();
    bench.run(Duration.ofSeconds(30));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void aConfirmedValueThatIsNotOursAnyMoreIsOverridden() throws Exception {
    bench.command("4");
    bench.crash();
    bench.plant.set(Site.PUMP, Value.of(7.0));
    bench.restart();
    bench.run(Duration.ofSeconds(30));

    assertThat(bench.writes()).containsExactly("4");
    assertThat(bench.outcomes()).endsWith(Outcome.OVERRIDDEN);
  }

  @Test
  void localControlAtTheStartEndsTheLeaseWithoutAWrite() throws Exception {
    bench.command("4");
    bench.crash();
    bench.plant.set(Site.LOCAL, Value.of(true));
    bench.restart();
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.writes()).containsExactly("4");
  }

  @Test
  void localControlThatIsUnknownAtTheStartWaits() throws Exception {
    bench.command("4");
    bench.crash();
    bench.plant.bad(Site.LOCAL, true);
    bench.restart();
    bench.run(Duration.ofSeconds(20));
    assertThat(bench.writes()).containsExactly("4");

    bench.plant.bad(Site.LOCAL, false);
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void aDeviceThatIsAwayAtTheStartIsRevertedWhenItIsBack() throws Exception {
    bench.command("4");
    bench.crash();
    bench.plant.up(false);
    bench.restart();
    bench.run(Duration.ofSeconds(20));
    bench.plant.up(true);
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void withoutALeaseAStartWritesNothing() throws Exception {
    bench.crash().restart();
    bench.run(Duration.ofSeconds(30));

    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void observeWithALeaseWritesOnlyThatRevert() throws Exception {
    bench.command("4");
    bench.mode = Mode.OBSERVE;
    bench.crash().restart();
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.command("5").result().code()).isEqualTo(Reason.MODE_OBSERVE.name());
  }

  @Test
  void aFailedForceShutsTheGateUntilARestartAndStillReverts() throws Exception {
    bench.command("4");
    bench.disk.fail(true);
    bench.run(Duration.ofSeconds(25));
    bench.disk.fail(false);

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.core().status(Map.of(), 0).condition().taking()).isFalse();
    int before = bench.sent.size();
    bench.deliver(bench.wish("5"), bench.site.anna);
    assertThat(bench.sent).hasSize(before);
  }

  @Test
  void aDamagedLogIsLostAndNothingIsWritten() throws Exception {
    bench.command("4");
    bench.disk.flip(200);

    assertThatThrownBy(() -> bench.crash().restart())
        .isInstanceOf(GateStartException.class)
        .hasMessageContaining("RECORD_EDITED");
    assertThat(bench.writes()).containsExactly("4");
  }

  @Test
  void aDeletedLogIsLostAndNothingIsWritten() throws Exception {
    new LogMarker(folder).leave();
    bench.disk = new MemoryAuditFile(1 << 20);

    assertThatThrownBy(() -> bench.crash().restart())
        .isInstanceOf(GateStartException.class)
        .hasMessageContaining("LOG_LOST");
  }

  @Test
  void aFullLogKeepsTheGateFromNewCommandsAndNotFromTheRevert() throws Exception {
    bench = new Bench(Files.createDirectory(folder.resolve("small")));
    bench.disk = new MemoryAuditFile(1 << 19); // Fewer selects than are recorded in an hour.
    bench.start();
    bench.command("4");
    bench.plant.manner(Manner.OBEYS);
    int before;
    do {
      before = bench.sent.size();
      bench.deliver(bench.wish("4.1"), bench.site.anna);
    } while (bench.sent.get(before).envelope().type() == PayloadType.OFFER);
    assertThat(bench.receipts()).last().returns(Reason.LOG_FULL.name(), r -> r.result().code());

    bench.run(Duration.ofSeconds(25));

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.outcomes()).endsWith(Outcome.REVERTED);
  }

  private void operateAndDie(Offer offer) throws Exception {
    assertThatThrownBy(() -> bench.operate(offer)).isInstanceOf(Killed.class);
    bench.plant.beforeRead(() -> {});
    bench.plant.afterWrite(() -> {});
    bench.crash().restart();
    bench.run(Duration.ofSeconds(3));
  }
}
