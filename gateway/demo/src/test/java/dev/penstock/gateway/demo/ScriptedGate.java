package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.client.CommandLink;
import dev.penstock.contract.signing.json.MalformedException;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/** A gate that answers at once, each select as the test says, each operate with CONFIRMED. */
final class ScriptedGate implements CommandLink {

  static final KeySigner GATEWAY = seeded(2);
  static final KeySigner OPERATOR = seeded(1);
  private static final String HEX16 = "00112233445566778899aabbccddeeff";

  /** How a select is answered. */
  enum Turn {
    OFFERS,
    OFFERS_WHAT_IT_WOULD_REFUSE,
    OFFERS_AND_IS_FORGED,
    IS_SILENT,
    REFUSES
  }

  final List<Select> selects = new ArrayList<>();
  final List<Operate> operates = new ArrayList<>();
  final List<String> offered = new ArrayList<>();
  private final Deque<Turn> turns = new ArrayDeque<>();
  private Consumer<byte[]> replies = envelope -> {};

  /** The last turn stays. */
  ScriptedGate(Turn... turns) {
    this.turns.addAll(List.of(turns));
  }

  Dial dial() {
    return (gateway, keyId, receiver) -> {
      replies = receiver;
      return this;
    };
  }

  @Override
  public void send(byte[] envelope) {
    Verified message =
        EnvelopeReader.open(
            envelope,
            EnumSet.of(PayloadType.SELECT, PayloadType.OPERATE),
            KeyLookup.of(OPERATOR.publicKey()));
    try {
      if (message.type() == PayloadType.SELECT) {
        answer(message.read(Select::read), message.digest());
      } else {
        operates.add(message.read(Operate::read));
        receipt(operates.get(0).head().cmdId(), message.digest(), Outcome.CONFIRMED);
        receipt(operates.get(0).head().cmdId(), message.digest(), Outcome.REVERTED);
      }
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(Select select, String digest) {
    selects.add(select);
    Turn turn = turns.size() > 1 ? turns.remove() : turns.element();
    switch (turn) {
      case OFFERS -> offer(select, digest, Truth.TRUE, GATEWAY);
      case OFFERS_WHAT_IT_WOULD_REFUSE -> offer(select, digest, Truth.UNKNOWN, GATEWAY);
      case OFFERS_AND_IS_FORGED -> offer(select, digest, Truth.TRUE, OPERATOR);
      case REFUSES -> receipt(select.head().cmdId(), digest, Outcome.REFUSED);
      case IS_SILENT -> {}
    }
  }

  private void offer(Select select, String digest, Truth interlock, KeySigner signer) {
    Snapshot snapshot =
        new Snapshot(
            new EffectiveLimits(null, null, null, Duration.ofSeconds(60)),
            List.of(),
            List.of(new Check("tank 1 below 18 cm", interlock, "", "")),
            List.of(),
            0,
            "");
    Offer offer =
        new Offer(
            reply(select.head().cmdId()),
            Asked.of(select, digest),
            new Ticket(HEX16, HEX16, Duration.ofSeconds(30)),
            new Offer.Basis(Mode.ARMED, 1),
            snapshot);
    offered.add(Sha256.hex(offer.bytes()));
    replies.accept(Envelope.sign(offer, signer).bytes());
  }

  private void receipt(String cmdId, String digest, Outcome outcome) {
    Receipt receipt =
        new Receipt(
            reply(cmdId),
            digest,
            new Receipt.Result(outcome, "", ""),
            null,
            new LogPlace(HEX16, 7));
    replies.accept(Envelope.sign(receipt, GATEWAY).bytes());
  }

  private static Reply reply(String cmdId) {
    return new Reply(GatewayYaml.GATEWAY, OPERATOR.keyId(), cmdId);
  }

  private static KeySigner seeded(int first) {
    byte[] seed = new byte[KeySigner.SEED_BYTES];
    seed[0] = (byte) first;
    return KeySigner.ofSeed(seed);
  }

  @Override
  public void close() {}
}
