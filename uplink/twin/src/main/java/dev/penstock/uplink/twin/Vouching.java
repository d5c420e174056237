package dev.penstock.uplink.twin;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.client.CommandLink;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Pulse;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Freshness;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The twin's side of a gateway's trust. Each challenge of the gateway is answered with a pulse, and
 * now and then with the twin's word about the time and about the documents that are in force. Has a
 * thread and a way to the gateway of its own, so that no full database delays a pulse.
 */
public final class Vouching implements Closeable {

  private static final Duration COUNTS = Duration.ofHours(24);
  private static final long BETWEEN = Duration.ofMinutes(1).toNanos();
  private static final long AFTER_FAILURE = Duration.ofSeconds(2).toNanos();
  private static final long LOOK_MILLIS = 20;
  private static final int MAX_WAITING = 64;
  private static final long NANOS = 1_000_000_000L;

  /**
   * What the twin says.
   *
   * @param demo whether the site's documents were made by the demo
   * @param least versions of the documents that still count
   */
  public record Word(String site, boolean demo, Freshness.Minimum least) {}

  /** Knows the longest log of a gateway that the twin has cosigned. */
  @FunctionalInterface
  public interface Cosigned {

    /** Empty before the first. */
    Optional<LogHead> newest(String gateway) throws IOException;
  }

  private final Party twin;
  private final Supplier<Word> word;
  private final Cosigned cosigned;
  private final CommandLink.Dial dial;
  private final Clocks clocks;
  private final BlockingQueue<byte[]> replies = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread thread;
  private @Nullable CommandLink link;
  private long dialAt;
  private String vouchedTo = "";
  private long vouchedAt;
  private volatile boolean closing;

  /**
   * Starts at once, and keeps trying.
   *
   * @param twin the twin as a member of the gateway's roster, with the key of its freshness
   * @param word as it is now; asked each time
   */
  public Vouching(
      Party twin, Supplier<Word> word, Cosigned cosigned, CommandLink.Dial dial, Clocks clocks) {
    this.twin = twin;
    this.word = word;
    this.cosigned = cosigned;
    this.dial = dial;
    this.clocks = clocks;
    this.dialAt = clocks.mono().nanos();
    this.thread = new Thread(this::run, "vouching for " + twin.gateway());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!closing) {
      try {
        turn();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void turn() throws InterruptedException {
    CommandLink open = link();
    byte[] reply = replies.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    if (open == null || reply == null) {
      return;
    }
    try {
      answer(open, reply);
    } catch (IOException e) {
      Logger.debug("The gateway did not get its pulse. why=\"{}\"", e.getMessage());
      drop();
    }
  }

  private @Nullable CommandLink link() {
    CommandLink open = link;
    if (open != null) {
      open.tend();
    } else if (clocks.mono().nanos() - dialAt >= 0) {
      try {
        open = dial.open(twin.gateway(), twin.signer().keyId(), replies::offer);
        link = open;
      } catch (IOException e) {
        Logger.debug("No way to the gateway's gate. why=\"{}\"", e.getMessage());
        dialAt = clocks.mono().nanos() + AFTER_FAILURE;
      }
    }
    return open;
  }

  private void drop() {
    CommandLink open = link;
    link = null;
    dialAt = clocks.mono().nanos() + AFTER_FAILURE;
    if (open != null) {
      open.close();
    }
  }

  /** Copies of what others were answered come too; only challenges are for us. */
  private void answer(CommandLink open, byte[] reply) throws IOException {
    Verified verified =
        EnvelopeReader.open(reply, PayloadType.CHALLENGE, KeyLookup.of(twin.gatewayKey()));
    if (!verified.isGood()) {
      return;
    }
    Challenge challenge;
    try {
      challenge = verified.read(Challenge::read);
    } catch (MalformedException e) {
      Logger.debug("A signed challenge is of a newer version. why=\"{}\"", e.getMessage());
      return;
    }
    if (challenge.gateway().equals(twin.gateway())) {
      send(open, new Pulse(twin.gateway(), twin.issuer(), challenge.nonce()));
      vouch(open, challenge);
    }
  }

  private void vouch(CommandLink open, Challenge challenge) throws IOException {
    long now = clocks.mono().nanos();
    if (vouchedTo.equals(challenge.incarnation()) && now - vouchedAt < BETWEEN) {
      return;
    }
    Optional<LogHead> log;
    try {
      log = cosigned.newest(twin.gateway());
    } catch (IOException e) {
      Logger.error("No word about the documents can be given. why=\"{}\"", e.getMessage());
      return;
    }
    send(open, freshness(challenge, log));
    vouchedTo = challenge.incarnation();
    vouchedAt = now;
  }

  /** Bound to the challenge, so its version need not rise. */
  private Freshness freshness(Challenge challenge, Optional<LogHead> log) {
    Instant now = Instant.ofEpochSecond(clocks.wall().nanos() / NANOS);
    Word said = word.get();
    DocumentHead head = new DocumentHead(said.site(), 1, now, now.plus(COUNTS), said.demo());
    return new Freshness(head, twin.gateway(), challenge.nonce(), said.least(), log.orElse(null));
  }

  private void send(CommandLink open, Message message) throws IOException {
    open.send(Envelope.sign(message, twin.signer()).bytes());
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    drop();
  }
}
