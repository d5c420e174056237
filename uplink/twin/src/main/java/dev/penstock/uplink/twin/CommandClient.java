package dev.penstock.uplink.twin;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.Names;
import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Select;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to one gateway with one operator's key: select, look at the offer, operate, follow
 * the receipts. Believes nothing that the gateway's key did not sign, and no offer that is about
 * something else than was asked. For one thread at a time.
 */
public final class CommandClient implements AutoCloseable {

  private static final int MAX_WAITING = 256;
  private static final long LOOK_MILLIS = 20;

  /**
   * Who commands whom.
   *
   * @param issuer the operator's name in the gateway's roster
   * @param ids makes message ids that are not used twice
   */
  public record Parties(
      String gateway,
      VerifyKey gatewayKey,
      Signer operator,
      String issuer,
      MonotonicClock mono,
      RandomGenerator ids) {

    public Parties {
      Names.id("gateway", gateway);
    }
  }

  /**
   * The answer to a select: an offer, or a receipt that refuses, or neither in time.
   *
   * @param offerSha256 what an OPERATE signs; empty without an offer
   */
  public record Answer(@Nullable Offer offer, String offerSha256, @Nullable Receipt refusal) {

    public boolean isOffered() {
      return offer != null;
    }

    /** Neither an offer nor a refusal came in time. */
    public boolean isSilent() {
      return offer == null && refusal == null;
    }
  }

  private final Parties parties;
  private final CommandLink link;
  private final BlockingQueue<Verified> replies = new LinkedBlockingQueue<>(MAX_WAITING);

  private CommandClient(Parties parties, BrokerLogin broker) throws IOException {
    this.parties = parties;
    String clientId = "penstock-" + parties.issuer() + "-" + hex(parties.ids());
    String topic = "penstock/" + parties.gateway() + "/reply/" + parties.operator().keyId();
    this.link = CommandLink.open(broker, clientId, topic, this::arrived);
  }

  /**
   * Connects.
   *
   * @throws IOException if the broker cannot be reached, naming it
   */
  public static CommandClient connect(Parties parties, BrokerLogin broker) throws IOException {
    return new CommandClient(parties, broker);
  }

  private static String hex(RandomGenerator random) {
    return String.format("%016x", random.nextLong());
  }

  private void arrived(byte[] envelope) {
    EnumSet<PayloadType> expected = EnumSet.of(PayloadType.OFFER, PayloadType.RECEIPT);
    KeyLookup gatewayOnly = KeyLookup.of(parties.gatewayKey());
    Verified verified = EnvelopeReader.open(envelope, expected, gatewayOnly);
    if (verified.isGood()) {
      replies.offer(verified);
    }
  }

  /** Asks what a write would meet. */
  public Answer select(Demand demand, String reason, Duration patience) throws IOException {
    Select select = new Select(head(), demand, Origin.OPERATOR, reason, Claims.NONE);
    String digest = send(select);
    long until = parties.mono().nanos() + patience.toNanos();
    while (true) {
      Verified reply = await(until);
      if (reply == null) {
        return new Answer(null, "", null);
      }
      Offer offer = offer(reply);
      if (offer != null && isAbout(offer, select, digest)) {
        return new Answer(offer, reply.digest(), null);
      }
      Receipt receipt = receipt(reply);
      if (receipt != null && receipt.answers().equals(digest)) {
        return new Answer(null, "", receipt);
      }
    }
  }

  /** The gateway must offer what was asked, to us: we are about to sign it. */
  private boolean isAbout(Offer offer, Select select, String digest) {
    return offer.asked().selectSha256().equals(digest)
        && offer.asked().demand().equals(select.demand())
        && offer.reply().gateway().equals(parties.gateway())
        && offer.reply().to().equals(parties.operator().keyId());
  }

  /**
   * Carries out an offer. The receipts are then read with {@link #next}.
   *
   * @return the digest by which they name it
   */
  public String operate(Answer offered) throws IOException {
    if (!offered.isOffered()) {
      throw new IllegalArgumentException("there is no offer to carry out");
    }
    return send(new Operate(head(), offered.offerSha256()));
  }

  /**
   * The next receipt about a message: first what became of it, later how its lease ended.
   *
   * @return empty if none comes in time
   */
  public Optional<Receipt> next(String digest, Duration patience) {
    long until = parties.mono().nanos() + patience.toNanos();
    while (true) {
      Verified reply = await(until);
      if (reply == null) {
        return Optional.empty();
      }
      Receipt receipt = receipt(reply);
      if (receipt != null && receipt.answers().equals(digest)) {
        return Optional.of(receipt);
      }
    }
  }

  /** Sends any other message of this operator; returns its digest. */
  public String send(Message message) throws IOException {
    link.publish(
        "penstock/" + parties.gateway() + "/cmd",
        Envelope.sign(message, parties.operator()).bytes());
    return Sha256.hex(message.bytes());
  }

  /** A head with an id that was not used before. */
  public Head head() {
    String id = parties.issuer() + "-" + hex(parties.ids());
    return new Head(parties.gateway(), id, parties.issuer());
  }

  private @Nullable Verified await(long until) {
    try {
      do {
        Verified reply = replies.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (reply != null) {
          return reply;
        }
      } while (parties.mono().nanos() - until < 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private static @Nullable Offer offer(Verified reply) {
    try {
      return reply.type() == PayloadType.OFFER ? reply.read(Offer::read) : null;
    } catch (MalformedException e) {
      return null; // Of a newer version.
    }
  }

  private static @Nullable Receipt receipt(Verified reply) {
    try {
      return reply.type() == PayloadType.RECEIPT ? reply.read(Receipt::read) : null;
    } catch (MalformedException e) {
      return null; // Of a newer version.
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
