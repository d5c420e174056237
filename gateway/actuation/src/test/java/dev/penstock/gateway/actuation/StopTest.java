package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.message.Control.Action;
import dev.penstock.contract.signing.message.Control.Terms;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder).start();
  }

  @Test
  void aFreezeRefusesNewCommandsAndWritesNothingItself() throws Exception {
    bench.command("4");

    Receipt frozen = bench.control(Action.FREEZE, Terms.NONE);
    bench.run(Duration.ofSeconds(1));

    assertThat(frozen.result().outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(bench.writes()).containsExactly("4");
    bench.run(Duration.ofSeconds(20));
    assertThat(bench.writes()).as("what was held runs out").containsExactly("4", "1");
    assertThat(bench.command("5").result().code()).isEqualTo(Reason.FROZEN.name());
  }

  @Test
  void aFreezeOutlivesARestartAndEndsByItsReset() throws Exception {
    Receipt frozen = bench.control(Action.FREEZE, Terms.NONE);
    bench.crash().restart();
    assertThat(bench.command("4").result().code()).isEqualTo(Reason.FROZEN.name());

    bench.control(Action.RESET, Terms.of(frozen.answers()));

    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void anInhibitDrivesSafeAndKeepsThePointThere() throws Exception {
    bench.command("4");
    bench.control(Action.INHIBIT, new Terms("", 0, List.of(Site.PUMP), 0));
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.command("4").result().code()).isEqualTo(Reason.INHIBITED.name());
  }

  @Test
  void theResetOfAFormerInhibitIsRefused() throws Exception {
    Terms pump = new Terms("", 0, List.of(Site.PUMP), 0);
    Receipt first = bench.control(Action.INHIBIT, pump);
    bench.control(Action.RESET, Terms.of(first.answers()));
    bench.control(Action.INHIBIT, pump);

    Receipt again = bench.control(Action.RESET, Terms.of(first.answers()));

    assertThat(again.result().code()).isEqualTo(Reason.STOP_UNKNOWN.name());
    assertThat(bench.command("4").result().code()).isEqualTo(Reason.INHIBITED.name());
  }

  @Test
  void anInhibitNeedsAStopGrant() throws Exception {
    Receipt receipt =
        bench.control(
            Action.INHIBIT, new Terms("", 0, List.of(Site.PUMP), 0), "ben", bench.site.ben);

    assertThat(receipt.result().code()).isEqualTo(Reason.NOT_GRANTED.name());
  }

  @Test
  void aDeviceUnderMaintenanceTakesNoCommands() throws Exception {
    bench.control(Action.MAINTENANCE, new Terms("plant", 0, List.of(), 60_000));

    assertThat(bench.command("4").result().code()).isEqualTo(Reason.MAINTENANCE.name());
    bench.run(Duration.ofSeconds(61));
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aCancelledOfferIsGoodForNothing() throws Exception {
    Offer offer = bench.select("4");

    Receipt receipt = bench.control(Action.CANCEL, Terms.of(offer.asked().selectSha256()));

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(bench.operate(offer).result().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(bench.writes()).isEmpty();
  }
}
