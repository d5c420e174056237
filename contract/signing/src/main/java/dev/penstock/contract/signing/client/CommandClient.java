package dev.penstock.contract.signing.client;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Approval;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Control;
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
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to one gateway with one key: select, look at the offer, operate, follow the
 * receipts. Believes nothing that the gateway's key did not sign, and no offer that is about
 * something else than was asked. For one thread at a time.
 */
public final class CommandClient implements AutoCloseable {

  private static final int MAX_WAITING = 256;
  private static final long LOOK_MILLIS = 20;

  /** A reply that was believed; the offer, if it is one. */
  private record Believed(Verified verified, Optional<SignedOffer> offer) {}

  private final Party party;
  private final MonotonicClock mono;
  private final RandomGenerator ids;
  private final CommandLink link;
  private final BlockingQueue<Believed> replies = new LinkedBlockingQueue<>(MAX_WAITING);

  /**
   * Connects.
   *
   * @param ids makes message ids that are not used twice
   * @throws IOException if the gateway cannot be reached, naming the address
   */
  public CommandClient(Party party, CommandLink.Dial dial, MonotonicClock mono, RandomGenerator ids)
      throws IOException {
    this.party = party;
    this.mono = mono;
    this.ids = ids;
    this.link = dial.open(party.gateway(), party.signer().keyId(), this::arrived);
  }

  private void arrived(byte[] envelope) {
    EnumSet<PayloadType> expected = EnumSet.of(PayloadType.OFFER, PayloadType.RECEIPT);
    Verified verified = EnvelopeReader.open(envelope, expected, KeyLookup.of(party.gatewayKey()));
    if (verified.isGood()) {
      replies.offer(new Believed(verified, SignedOffer.open(envelope, party.gatewayKey())));
    }
  }

  /** Asks what a write would meet. */
  public Answer select(Demand demand, Origin origin, String reason, Duration patience)
      throws IOException {
    Select select = new Select(head(), demand, origin, reason, Claims.NONE);
    String digest = send(select);
    long until = mono.nanos() + patience.toNanos();
    while (true) {
      Believed reply = await(until);
      if (reply == null) {
        return Answer.SILENCE;
      }
      SignedOffer offer = reply.offer().orElse(null);
      if (offer != null && isAbout(offer.offer(), select, digest)) {
        return new Answer(offer, null);
      }
      Receipt receipt = receipt(reply.verified());
      if (receipt != null && receipt.answers().equals(digest)) {
        return new Answer(null, receipt);
      }
    }
  }

  /** The gateway must offer what was asked, to us: we are about to sign it. */
  private boolean isAbout(Offer offer, Select select, String digest) {
    return offer.asked().selectSha256().equals(digest)
        && offer.asked().demand().equals(select.demand())
        && offer.reply().gateway().equals(party.gateway())
        && offer.reply().to().equals(party.signer().keyId());
  }

  /**
   * Carries out an offer. The receipts are then read with {@link #next}.
   *
   * @return the digest by which they name it
   */
  public String operate(SignedOffer offered) throws IOException {
    return send(new Operate(head(), offered.digest()));
  }

  /** Says that we want what another was offered; returns the digest that the receipt names. */
  public String approve(SignedOffer offered) throws IOException {
    return send(new Approval(head(), offered.digest()));
  }

  /** Says what brings no new value to the plant; returns the digest that the receipt names. */
  public String control(Control.Action action, Control.Terms terms, String reason)
      throws IOException {
    return send(new Control(head(), action, terms, reason));
  }

  /** Drops an offer that will not be operated; nobody waits for what the gate says to it. */
  public void cancel(SignedOffer offered) throws IOException {
    control(
        Control.Action.CANCEL,
        Control.Terms.of(offered.offer().asked().selectSha256()),
        "not wanted");
  }

  /**
   * The next receipt about a message: first what became of it, later how its lease ended. Others
   * that come meanwhile are not kept.
   *
   * @return empty if none comes in time
   */
  public Optional<Receipt> next(String digest, Duration patience) {
    long until = mono.nanos() + patience.toNanos();
    while (true) {
      Believed reply = await(until);
      if (reply == null) {
        return Optional.empty();
      }
      Receipt receipt = receipt(reply.verified());
      if (receipt != null && receipt.answers().equals(digest)) {
        return Optional.of(receipt);
      }
    }
  }

  /** The next receipt for our key, whatever it is about; empty if none comes in time. */
  public Optional<Receipt> next(Duration patience) {
    long until = mono.nanos() + patience.toNanos();
    while (true) {
      Believed reply = await(until);
      if (reply == null) {
        return Optional.empty();
      }
      Receipt receipt = receipt(reply.verified());
      if (receipt != null) {
        return Optional.of(receipt);
      }
    }
  }

  /** Sends any message of this sender; returns its digest. */
  public String send(Message message) throws IOException {
    link.send(Envelope.sign(message, party.signer()).bytes());
    return Sha256.hex(message.bytes());
  }

  /** A head with an id that was not used before. */
  public Head head() {
    String id = party.issuer() + "-" + HexFormat.of().toHexDigits(ids.nextLong());
    return new Head(party.gateway(), id, party.issuer());
  }

  private @Nullable Believed await(long until) {
    try {
      do {
        link.tend();
        Believed reply = replies.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (reply != null) {
          return reply;
        }
      } while (mono.nanos() - until < 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
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
