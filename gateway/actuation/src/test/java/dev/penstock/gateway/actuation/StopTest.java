package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Control.Action;
import dev.penstock.contract.signing.message.Control.Terms;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
  void aFreezeThatWasResetIsNotBegunAgainByItsOldMessage() throws Exception {
    Control freeze = said(Action.FREEZE, Terms.NONE);
    bench.control(Action.RESET, Terms.of(bench.answered(freeze, bench.site.anna).answers()));
    bench.crash().restart();

    Receipt replayed = bench.answered(freeze, bench.site.anna);

    assertThat(replayed.result().code()).isEqualTo(Reason.REPLAYED.name());
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void anInhibitThatWasResetDrivesNothingSafeWhenItIsReplayed() throws Exception {
    Control inhibit = said(Action.INHIBIT, new Terms("", 0, List.of(Site.PUMP), 0));
    bench.control(Action.RESET, Terms.of(bench.answered(inhibit, bench.site.anna).answers()));
    bench.crash().restart();
    bench.command("4");

    Receipt replayed = bench.answered(inhibit, bench.site.anna);
    bench.run(Duration.ofSeconds(1));

    assertThat(replayed.result().code()).isEqualTo(Reason.REPLAYED.name());
    assertThat(bench.writes()).containsExactly("4");
  }

  @Test
  void aMaintenanceEndsByItsIdAlone() throws Exception {
    Receipt first = bench.control(Action.MAINTENANCE, new Terms("plant", 0, List.of(), 60_000));
    Receipt second = bench.control(Action.MAINTENANCE, new Terms("plant", 0, List.of(), 60_000));
    Control endOfFirst = said(Action.RESET, Terms.of(first.answers()));

    bench.answered(endOfFirst, bench.site.anna);
    bench.crash().restart();
    Receipt replayed = bench.answered(endOfFirst, bench.site.anna);

    assertThat(replayed.result().code()).isEqualTo(Reason.STOP_UNKNOWN.name());
    assertThat(bench.command("4").result().code()).isEqualTo(Reason.MAINTENANCE.name());
    bench.control(Action.RESET, Terms.of(second.answers()));
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void anOldShortMaintenanceDoesNotShortenTheOneThatGoesOn() throws Exception {
    Control old = said(Action.MAINTENANCE, new Terms("plant", 0, List.of(), 1_000));
    bench.answered(old, bench.site.anna);
    bench.run(Duration.ofSeconds(2));
    bench.crash().restart();
    bench.control(Action.MAINTENANCE, new Terms("plant", 0, List.of(), 60_000));

    Receipt replayed = bench.answered(old, bench.site.anna);
    bench.control(Action.MAINTENANCE, new Terms("plant", 0, List.of(), 1_000));
    bench.run(Duration.ofSeconds(2));

    assertThat(replayed.result().code()).isEqualTo(Reason.REPLAYED.name());
    assertThat(bench.command("4").result().code()).isEqualTo(Reason.MAINTENANCE.name());
  }

  @Test
  void whoReleasedAndWhoCancelledIsInTheLog() throws Exception {
    Offer dropped = bench.select("5");
    bench.control(Action.CANCEL, Terms.of(dropped.asked().selectSha256()));
    Receipt held = bench.command("4");
    String lease = Objects.requireNonNull(held.execution()).lease().id();
    bench.control(Action.RELEASE, Terms.of(lease));

    assertThat(bench.durable(RecordType.CANCEL)).hasSize(1);
    assertThat(bench.durable(RecordType.RELEASE)).singleElement().asString().contains(lease);
  }

  private Control said(Action action, Terms terms) {
    return new Control(bench.head("anna"), action, terms, "because");
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
