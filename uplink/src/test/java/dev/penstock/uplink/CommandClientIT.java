package dev.penstock.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.client.Answer;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Asked;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.EffectiveLimits;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Reply;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.message.Snapshot;
import dev.penstock.contract.signing.message.Ticket;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a gate that is this test, over a real broker and the gateway's real carrier. */
class CommandClientIT {

  private static final String GATEWAY = "hall-7";
  private static final String RANDOM = "00".repeat(16);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(500);

  private static final KeySigner KEY = seeded(2);
  private static final KeySigner OPERATOR = seeded(3);
  private static final KeySigner STRANGER = seeded(1);

  private final TestBroker broker = TestBroker.open();
  private final MqttCommandCarrier carrier =
      new MqttCommandCarrier(
          GATEWAY,
          new MqttCommandSettings(BrokerSettings.open(broker.address())),
          System::nanoTime);
  private KeySigner gatewayKey = KEY;
  private boolean refuses;
  private boolean echoesAnotherValue;
  private CommandClient client;

  @BeforeEach
  void connect() throws IOException {
    carrier.start(this::gate);
    Awaitility.await().atMost(LONG).until(carrier::isUp);
    client = client(broker.address());
  }

  private static CommandClient client(URI address) throws IOException {
    return new CommandClient(
        new Party(GATEWAY, KEY.publicKey(), "alice", OPERATOR),
        MqttCommandLink.through(BrokerSettings.open(address), System::nanoTime, new Random(7)),
        System::nanoTime,
        new Random(8));
  }

  private static KeySigner seeded(int number) {
    byte[] seed = new byte[KeySigner.SEED_BYTES];
    seed[0] = (byte) number;
    return KeySigner.ofSeed(seed);
  }

  @AfterEach
  void closeAll() {
    client.close();
    carrier.close();
    broker.close();
  }

  private void gate(byte[] envelope) {
    KeyLookup operator = KeyLookup.of(OPERATOR.publicKey());
    Verified verified =
        EnvelopeReader.open(
            envelope, EnumSet.of(PayloadType.SELECT, PayloadType.OPERATE), operator);
    try {
      if (verified.type() == PayloadType.SELECT && !refuses) {
        offer(verified.read(Select::read), verified.digest());
      } else if (verified.type() == PayloadType.SELECT) {
        receipt(verified.read(Select::read).head().cmdId(), verified.digest(), Outcome.REFUSED);
      } else {
        String id = verified.read(Operate::read).head().cmdId();
        receipt(id, verified.digest(), Outcome.CONFIRMED);
        receipt(id, verified.digest(), Outcome.REVERTED);
      }
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private void offer(Select select, String digest) {
    Demand asked = select.demand();
    Demand echoed =
        new Demand(
            asked.point(),
            echoesAnotherValue ? SignedValue.parse("9") : asked.value(),
            asked.unit(),
            asked.lease(),
            asked.priority());
    Offer offer =
        new Offer(
            new Reply(GATEWAY, OPERATOR.keyId(), select.head().cmdId()),
            new Asked(digest, "alice", echoed, select.origin(), select.reason()),
            new Ticket(RANDOM, RANDOM, Duration.ofSeconds(30)),
            new Offer.Basis(Mode.ARMED, 1),
            snapshot());
    send(Envelope.sign(offer, gatewayKey).bytes());
  }

  private static Snapshot snapshot() {
    return new Snapshot(
        new EffectiveLimits(null, null, null, Duration.ofMinutes(1)),
        List.of(),
        List.of(),
        List.of(),
        0,
        "");
  }

  private void receipt(String cmdId, String digest, Outcome outcome) {
    Receipt receipt =
        new Receipt(
            new Reply(GATEWAY, OPERATOR.keyId(), cmdId),
            digest,
            new Receipt.Result(outcome, "", "as asked"),
            null,
            new LogPlace(RANDOM, 1));
    send(Envelope.sign(receipt, gatewayKey).bytes());
  }

  private void send(byte[] envelope) {
    carrier.send(OPERATOR.keyId(), envelope);
  }

  private static Demand demand() {
    return new Demand("plc/pump", SignedValue.parse("3.5"), "V", Duration.ofSeconds(30), 50);
  }

  @Test
  void selectsOperatesAndFollowsToTheEnd() throws IOException {
    Answer answer = client.select(demand(), Origin.OPERATOR, "trim", LONG);
    assertThat(answer.isOffered()).isTrue();

    String digest = client.operate(answer.offered());

    assertThat(client.next(digest, LONG).get().result().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(client.next(digest, LONG).get().result().outcome()).isEqualTo(Outcome.REVERTED);
    assertThat(client.next(digest, SHORT)).isEmpty();
  }

  @Test
  void aRefusalIsAnAnswer() throws IOException {
    refuses = true;

    Answer answer = client.select(demand(), Origin.OPERATOR, "trim", LONG);

    assertThat(answer.isOffered()).isFalse();
    assertThat(answer.refusal().result().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void anOfferThatTheGatewaysKeyDidNotSignIsNotSeen() throws IOException {
    gatewayKey = STRANGER;

    assertThat(client.select(demand(), Origin.OPERATOR, "trim", SHORT).isSilent()).isTrue();
  }

  @Test
  void anOfferForAnotherValueIsNotSigned() throws IOException {
    echoesAnotherValue = true;

    assertThat(client.select(demand(), Origin.OPERATOR, "trim", SHORT).isSilent()).isTrue();
  }

  @Test
  void aBrokerThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> client(URI.create("tcp://127.0.0.1:1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tcp://127.0.0.1:1");
  }
}
