package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.ModeChange;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far the gate goes: down by a message, up only at the box. */
class ModeTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
  }

  @Test
  void withoutPresenceTheSettingsRaiseNothing() throws Exception {
    bench.plant.set(Site.KEY, Value.of(false));
    bench.start();
    bench.run(Duration.ofSeconds(5));
    refused(bench.command("4"), Reason.MODE_OBSERVE);

    bench.plant.set(Site.KEY, Value.of(true));
    bench.run(Duration.ofSeconds(2));

    confirmed(bench.command("4"));
  }

  @Test
  void presenceCountsOnlySoonAfterAStart() throws Exception {
    bench.plant.set(Site.KEY, Value.of(false));
    bench.start();
    bench.pass(Duration.ofMinutes(11));
    bench.plant.set(Site.KEY, Value.of(true));
    bench.run(Duration.ofSeconds(2));

    refused(bench.command("4"), Reason.MODE_OBSERVE);
  }

  @Test
  void presenceFromADeviceThatDidNotProveItselfIsNone() throws Exception {
    bench.plant.peer("cd".repeat(32));
    bench.start();
    bench.run(Duration.ofSeconds(2));
    bench.plant.peer(SimulatedPlant.PEER);

    bench.plant.set(Site.KEY, Value.of(false));
    bench.run(Duration.ofSeconds(2));

    refused(bench.command("4"), Reason.MODE_OBSERVE);
  }

  @Test
  void aPolicyThatNamesNoInputNeverRaisesTheMode() throws Exception {
    bench.site.presence = null;
    bench.start();
    bench.run(Duration.ofSeconds(2));

    refused(bench.command("4"), Reason.MODE_OBSERVE);
  }

  @Test
  void whatWasReachedOutlivesARestartWithoutPresence() throws Exception {
    bench.start();
    bench.plant.set(Site.KEY, Value.of(false));
    bench.crash().restart();
    bench.run(Duration.ofSeconds(2));

    confirmed(bench.command("4"));
  }

  @Test
  void aMessageLowersTheModeAtOnceAndWhatIsHeldGoesBack() throws Exception {
    bench.start();
    bench.command("4");

    Receipt lowered = change(Mode.OBSERVE);
    bench.run(Duration.ofSeconds(1));

    assertThat(lowered.result().outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(bench.writes()).containsExactly("4", "1");
    refused(bench.command("5"), Reason.MODE_OBSERVE);
  }

  @Test
  void whatWasLoweredRisesAgainOnlyAtAStartWithPresence() throws Exception {
    bench.start();
    change(Mode.OBSERVE);
    bench.run(Duration.ofSeconds(5));
    refused(bench.command("4"), Reason.MODE_OBSERVE);
    bench.plant.set(Site.KEY, Value.of(false));
    bench.crash().restart();
    bench.run(Duration.ofSeconds(2));
    refused(bench.command("4"), Reason.MODE_OBSERVE);

    bench.plant.set(Site.KEY, Value.of(true));
    bench.run(Duration.ofSeconds(2));

    confirmed(bench.command("4"));
  }

  @Test
  void aMessageNeverRaisesTheMode() throws Exception {
    bench.mode = Mode.SUPERVISED;
    bench.start();

    refused(change(Mode.ARMED), Reason.MODE_NEEDS_PRESENCE);
  }

  @Test
  void aModeMessageOfAnotherRunIsRefused() throws Exception {
    bench.start();
    String before = incarnation();
    bench.crash().restart();

    refused(change(Mode.OBSERVE, before), Reason.NONCE_UNKNOWN);
  }

  @Test
  void whoHasNoModeGrantCannotLowerIt() throws Exception {
    bench.start();
    ModeChange change = new ModeChange(bench.head("ben"), Mode.OBSERVE, incarnation(), "because");

    refused(bench.answered(change, bench.site.ben), Reason.NOT_GRANTED);
  }

  @Test
  void maintenanceOutlivesARestartAndEndsByItsTime() throws Exception {
    bench.start();
    Control.Terms terms =
        new Control.Terms(SimulatedPlant.DEVICE, 0, List.of(), Duration.ofMinutes(10).toMillis());
    bench.control(Control.Action.MAINTENANCE, terms);
    bench.run(Duration.ofMinutes(4));
    bench.crash().restart();

    refused(bench.command("4"), Reason.MAINTENANCE);
    assertThat(bench.core().maintained()).containsExactly(SimulatedPlant.DEVICE);
    bench.run(Duration.ofMinutes(11));
    confirmed(bench.command("4"));
    assertThat(bench.core().maintained()).isEmpty();
  }

  private Receipt change(Mode mode) throws Exception {
    return change(mode, incarnation());
  }

  private Receipt change(Mode mode, String incarnation) throws Exception {
    return bench.answered(
        new ModeChange(bench.head("anna"), mode, incarnation, "because"), bench.site.anna);
  }

  private String incarnation() {
    return bench.challenge().incarnation();
  }

  private static void confirmed(Receipt receipt) {
    assertThat(receipt.result().outcome()).as("%s", receipt).isEqualTo(Outcome.CONFIRMED);
  }

  private static void refused(Receipt receipt, Reason why) {
    assertThat(receipt.result().code()).as("%s", receipt).isEqualTo(why.name());
  }
}
