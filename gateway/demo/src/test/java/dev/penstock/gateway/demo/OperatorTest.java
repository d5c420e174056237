package dev.penstock.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.message.Asked;
import dev.penstock.contract.signing.message.Check;
import dev.penstock.contract.signing.message.EffectiveLimits;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Reply;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.message.Snapshot;
import dev.penstock.contract.signing.message.Ticket;
import dev.penstock.contract.signing.message.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OperatorTest {

  private static final String HEX16 = "00112233445566778899aabbccddeeff";
  private static final Wish WISH =
      new Wish("tank/pump1Voltage", "3.4", "V", Duration.ofSeconds(50), "test");

  private final KeySigner operatorKey = key(1);
  private final KeySigner gatewayKey = key(2);
  private final List<byte[]> sent = new ArrayList<>();
  private final Operator operator =
      new Operator(
          new OperatorIdentity(
              GatewayYaml.GATEWAY, "operator", operatorKey, gatewayKey.publicKey()),
          new SplittableRandom(1),
          sent::add);

  @Test
  void operatesWhatWasOfferedAndKeepsTheReceipt() throws Exception {
    operator.ask(WISH, 0);
    byte[] offer = offer(select(0), Truth.TRUE, gatewayKey);
    operator.receive(offer);
    Operate operate = operate(1);
    operator.receive(receipt(operate.head().cmdId(), Outcome.CONFIRMED));

    assertThat(operate.offerSha256()).isEqualTo(digest(offer));
    assertThat(operator.isBusy()).isFalse();
    assertThat(operator.commands().get(0).isConfirmed()).isTrue();
  }

  @Test
  void believesNoOfferThatTheGatewayDidNotSign() throws Exception {
    operator.ask(WISH, 0);
    operator.receive(offer(select(0), Truth.TRUE, operatorKey));

    assertThat(sent).hasSize(1);
  }

  @Test
  void asksAgainByAnotherNameWhenNobodyAnswers() throws Exception {
    operator.ask(WISH, 0);
    operator.remind(Operator.ASK_AGAIN.toNanos());
    assertThat(sent).hasSize(1);
    operator.remind(Operator.ASK_AGAIN.toNanos() + 1);

    assertThat(sent).hasSize(2);
    assertThat(select(1).head().cmdId()).isNotEqualTo(select(0).head().cmdId());
  }

  @Test
  void waitsWhileTheOfferSaysThatItWouldBeRefused() throws Exception {
    operator.ask(WISH, 0);
    operator.receive(offer(select(0), Truth.UNKNOWN, gatewayKey));
    assertThat(sent).hasSize(1);

    operator.remind(Operator.ASK_AGAIN.toNanos() + 1);
    operator.receive(offer(select(1), Truth.TRUE, gatewayKey));
    assertThat(sent).hasSize(3);
  }

  @Test
  void givesUpAWishThatNobodyAnswers() {
    operator.ask(WISH, 0);
    operator.remind(Operator.PATIENCE.toNanos() + 1);

    assertThat(operator.isBusy()).isFalse();
    assertThat(operator.commands().get(0).outcome()).isEqualTo("UNANSWERED");
  }

  @Test
  void theFirstReceiptSaysWhatBecameOfItAndLaterOnesDoNot() throws Exception {
    operator.ask(WISH, 0);
    operator.receive(offer(select(0), Truth.TRUE, gatewayKey));
    String cmdId = operate(1).head().cmdId();
    operator.receive(receipt(cmdId, Outcome.CONFIRMED));
    assertThat(operator.news()).hasSize(1);
    operator.receive(receipt(cmdId, Outcome.REVERTED));

    assertThat(operator.commands().get(0).isConfirmed()).isTrue();
    assertThat(operator.news()).isEmpty();
  }

  private Select select(int index) throws Exception {
    return read(sent.get(index), PayloadType.SELECT).read(Select::read);
  }

  private Operate operate(int index) throws Exception {
    return read(sent.get(index), PayloadType.OPERATE).read(Operate::read);
  }

  private Verified read(byte[] envelope, PayloadType type) {
    return EnvelopeReader.open(envelope, type, KeyLookup.of(operatorKey.publicKey()));
  }

  private String digest(byte[] offer) {
    return EnvelopeReader.open(
            offer, EnumSet.of(PayloadType.OFFER), KeyLookup.of(gatewayKey.publicKey()))
        .digest();
  }

  private byte[] offer(Select select, Truth interlock, KeySigner signer) {
    Snapshot snapshot =
        new Snapshot(
            new EffectiveLimits(null, null, null, Duration.ofSeconds(60)),
            List.of(),
            List.of(new Check("tank 1 below 18 cm", interlock, "", "")),
            List.of(),
            0,
            "");
    String digest = read(sent.get(sent.size() - 1), PayloadType.SELECT).digest();
    Offer offer =
        new Offer(
            reply(select.head().cmdId()),
            Asked.of(select, digest),
            new Ticket(HEX16, HEX16, Duration.ofSeconds(30)),
            new Offer.Basis(Mode.ARMED, 1),
            snapshot);
    return Envelope.sign(offer, signer).bytes();
  }

  private byte[] receipt(String cmdId, Outcome outcome) {
    Receipt receipt =
        new Receipt(
            reply(cmdId),
            "ab".repeat(32),
            new Receipt.Result(outcome, "", ""),
            null,
            new LogPlace(HEX16, 7));
    return Envelope.sign(receipt, gatewayKey).bytes();
  }

  private Reply reply(String cmdId) {
    return new Reply(GatewayYaml.GATEWAY, operatorKey.keyId(), cmdId);
  }

  private static KeySigner key(int first) {
    byte[] seed = new byte[KeySigner.SEED_BYTES];
    seed[0] = (byte) first;
    return KeySigner.ofSeed(seed);
  }
}
