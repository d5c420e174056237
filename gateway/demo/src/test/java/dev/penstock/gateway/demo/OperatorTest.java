package dev.penstock.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.gateway.demo.ScriptedGate.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OperatorTest {

  private static final Wish WISH =
      new Wish("tank/pump1Voltage", "3.4", "V", Duration.ofSeconds(50), "test");

  /** Each look at the clock takes half a second, so that patience costs the test nothing. */
  private final AtomicLong now = new AtomicLong();

  private final MonotonicClock mono = () -> now.addAndGet(500_000_000L);

  @Test
  void operatesWhatWasOfferedAndKeepsTheFirstReceipt() throws IOException {
    ScriptedGate gate = new ScriptedGate(Turn.OFFERS);
    DemoCommand command = carryOut(gate);

    assertThat(gate.operates).hasSize(1);
    assertThat(gate.operates.get(0).offerSha256()).isEqualTo(gate.offered.get(0));
    assertThat(command.isConfirmed()).isTrue();
    assertThat(command.isNews()).isTrue();
    assertThat(command.isNews()).isFalse();
  }

  @Test
  void believesNoOfferThatTheGatewayDidNotSign() throws IOException {
    ScriptedGate gate = new ScriptedGate(Turn.OFFERS_AND_IS_FORGED);
    DemoCommand command = carryOut(gate);

    assertThat(gate.operates).isEmpty();
    assertThat(command.outcome()).isEqualTo("UNANSWERED");
  }

  @Test
  void asksAgainByAnotherNameWhenNobodyAnswers() throws IOException {
    ScriptedGate gate = new ScriptedGate(Turn.IS_SILENT, Turn.OFFERS);
    DemoCommand command = carryOut(gate);

    assertThat(gate.selects).hasSize(2);
    assertThat(gate.selects.get(1).head().cmdId()).isNotEqualTo(gate.selects.get(0).head().cmdId());
    assertThat(command.isConfirmed()).isTrue();
  }

  @Test
  void waitsWhileTheOfferSaysThatItWouldBeRefused() throws IOException {
    ScriptedGate gate = new ScriptedGate(Turn.OFFERS_WHAT_IT_WOULD_REFUSE, Turn.OFFERS);
    carryOut(gate);

    assertThat(gate.selects).hasSize(2);
    assertThat(gate.operates).hasSize(1);
    assertThat(gate.operates.get(0).offerSha256()).isEqualTo(gate.offered.get(1));
  }

  @Test
  void givesUpAWishThatNobodyAnswers() throws IOException {
    DemoCommand command = carryOut(new ScriptedGate(Turn.IS_SILENT));

    assertThat(command.isSettled()).isTrue();
    assertThat(command.outcome()).isEqualTo("UNANSWERED");
  }

  @Test
  void aRefusalEndsIt() throws IOException {
    DemoCommand command = carryOut(new ScriptedGate(Turn.REFUSES));

    assertThat(command.outcome()).isEqualTo("REFUSED");
  }

  private DemoCommand carryOut(ScriptedGate gate) throws IOException {
    Party party =
        new Party(
            GatewayYaml.GATEWAY,
            ScriptedGate.GATEWAY.publicKey(),
            "operator",
            ScriptedGate.OPERATOR);
    CommandClient client = new CommandClient(party, gate.dial(), mono, new SplittableRandom(1));
    DemoCommand command = new DemoCommand(WISH);
    new Operator(client, mono).carryOut(command);
    return command;
  }
}
