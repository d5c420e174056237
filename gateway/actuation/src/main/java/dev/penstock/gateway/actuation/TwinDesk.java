package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Pulse;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.contract.signing.trust.Grant;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.time.Duration;
import org.tinylog.Logger;

/**
 * Talks with the twin: asks it who is there, and takes its pulse and its word about the documents.
 * None of it allows anything by itself. Gate thread only.
 */
final class TwinDesk {

  /** Answers get no receipt, or twin and gate would never stop talking. */
  private static final Duration UNTIL_FRESH = Duration.ofSeconds(5);

  private static final Duration WHILE_FRESH = Duration.ofMinutes(1);
  private static final Duration FASTEST = Duration.ofMillis(500);

  /** So many challenges fall into the longest silence that a grant allows. */
  private static final int CHALLENGES_A_PULSE = 3;

  private static final long BETWEEN_RECORDS = Duration.ofHours(1).toNanos();

  private final Desk desk;
  private final TwinWatch twin;
  private long recordedAt;
  private boolean recorded;

  TwinDesk(Desk desk) {
    this.desk = desk;
    this.twin = desk.memory().twin();
  }

  /** Sends the next challenge and writes the offline budget down, if it is time to. */
  void tick() {
    long now = desk.now();
    if (twin.isChallengeDue(cadence(now), now)) {
      Challenge challenge =
          new Challenge(
              desk.identity().gateway(),
              desk.trail().incarnation(),
              twin.nextNumber(),
              desk.random());
      twin.sent(challenge, now);
      desk.replies().tell(desk.trust().pulsers(), challenge);
    }
    if (twin.isFresh(now)) {
      twin.budget().zero(now);
    } else if (twin.budget().isTickDue(now)) {
      twin.budget().ticked(now);
      record(twin.budget().minutes(now), new byte[0]);
    }
  }

  private Duration cadence(long now) {
    Duration cadence = twin.isFresh(now) ? WHILE_FRESH : UNTIL_FRESH;
    for (Grant grant : desk.trust().policy().grants()) {
      Duration pulse = grant.terms().hold().pulse();
      if (!pulse.isZero() && pulse.dividedBy(CHALLENGES_A_PULSE).compareTo(cadence) < 0) {
        cadence = pulse.dividedBy(CHALLENGES_A_PULSE);
      }
    }
    return cadence.compareTo(FASTEST) < 0 ? FASTEST : cadence;
  }

  /** The twin is there and means it: only its own role may say so. */
  void pulse(Arrived message) {
    Pulse pulse;
    try {
      pulse = message.verified().read(Pulse::read);
    } catch (MalformedException e) {
      Logger.debug("a signed pulse is malformed: {}", e.getMessage());
      return;
    }
    boolean ours =
        desk.find(message.keyId())
            .filter(member -> member.kind() != Member.Kind.GATEWAY)
            .filter(member -> member.name().equals(pulse.issuer()))
            .filter(member -> member.roles().contains(TrustSet.PULSE_ROLE))
            .isPresent();
    if (ours && pulse.aud().equals(desk.identity().gateway()) && twin.isAnswer(pulse.nonce())) {
      twin.pulsed();
    }
  }

  /** The twin vouches for the documents; or says that there are newer ones. */
  void freshness(Arrived message) {
    Freshness word;
    try {
      word = message.verified().read(Freshness::read);
    } catch (MalformedException e) {
      Logger.warn("a signed freshness document is malformed: {}", e.getMessage());
      return;
    }
    if (isOurs(word, message) && twin.isAnswer(word.nonce()) && isAboutThisLog(word)) {
      boolean was = twin.isFresh(desk.now());
      twin.vouched(word);
      twin.budget().zero(desk.now());
      recordFresh(message, was);
    }
  }

  private boolean isOurs(Freshness word, Arrived message) {
    TrustSet trust = desk.trust();
    return word.gateway().equals(desk.identity().gateway())
        && word.head().site().equals(trust.root().head().site())
        && word.head().demo() == trust.root().head().demo()
        && trust.isSigned(message.verified());
  }

  /**
   * A twin that knows more of the log than we have vouches for another gateway than this disk is.
   * Only its cosigned checkpoint, with our own signature under it, makes that ROLLED_BACK.
   */
  private boolean isAboutThisLog(Freshness word) {
    LogHead seen = word.log();
    boolean ours = seen == null || !desk.trail().custody().isMissing(seen);
    if (!ours) {
      Logger.error("the twin vouches for a log that this one does not go on from: {}", seen);
    }
    return ours;
  }

  /** The twin speaks often; the log needs to know when it began and that it goes on. */
  private void recordFresh(Arrived message, boolean was) {
    long now = desk.now();
    if (was && recorded && now - recordedAt < BETWEEN_RECORDS) {
      return;
    }
    record(0, message.raw());
    Logger.info("the twin vouches for the trust documents");
  }

  private void record(long minutes, byte[] word) {
    try {
      desk.trail().budget(minutes, word);
      recorded = true;
      recordedAt = desk.now();
    } catch (AuditException e) {
      Logger.warn("the offline budget could not be recorded: {}", e.getMessage());
    }
  }
}
