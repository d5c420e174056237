package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.trust.Freshness;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gate knows of its twin: the challenge that is out, when the twin last gave a pulse, and
 * until when its word about the documents counts. Whatever the twin answers counts from the moment
 * when the challenge was sent, so that an answer that somebody held back proves no more than that.
 */
final class TwinWatch {

  static final Duration LONGEST_FRESH = Duration.ofHours(24);

  private final TrustedTime time = new TrustedTime();
  private final OfflineBudget budget = new OfflineBudget();
  private @Nullable Challenge latest;
  private long sentAt;
  private @Nullable Long pulseAt;
  private @Nullable Long freshUntil;
  private Freshness.@Nullable Minimum minimum;

  TrustedTime time() {
    return time;
  }

  OfflineBudget budget() {
    return budget;
  }

  void sent(Challenge challenge, long nowMono) {
    latest = challenge;
    sentAt = nowMono;
  }

  /** Whether this answers the newest challenge; every older one counts no more. */
  boolean isAnswer(String nonce) {
    return latest != null && latest.nonce().equals(nonce);
  }

  boolean isChallengeDue(Duration cadence, long nowMono) {
    return latest == null || nowMono - sentAt >= cadence.toNanos();
  }

  long nextNumber() {
    return latest == null ? 0 : latest.number() + 1;
  }

  /** The twin gave a pulse for the newest challenge. */
  void pulsed() {
    pulseAt = sentAt;
  }

  /** The twin vouches for the documents, for the newest challenge. */
  void vouched(Freshness word) {
    Duration span = Duration.between(word.head().issued(), word.head().expires());
    Duration counts = span.compareTo(LONGEST_FRESH) < 0 ? span : LONGEST_FRESH;
    freshUntil = sentAt + counts.toNanos();
    minimum = word.minimum();
    time.stated(word.head().issued(), sentAt);
  }

  /** The machine slept: nobody knows how long, so what the twin said is over. */
  void suspended(long nowMono) {
    freshUntil = null;
    pulseAt = null;
    latest = null;
    time.stop(nowMono);
  }

  boolean isFresh(long nowMono) {
    return freshUntil != null && nowMono - freshUntil < 0;
  }

  Currency at(TrustSet trust, long nowMono) {
    Finding why = expired(trust, nowMono);
    Duration silence = pulseAt == null ? null : TrustedTime.since(pulseAt, nowMono);
    if (!why.isYes()) {
      return new Currency(TrustState.EXPIRED, why, null, silence);
    }
    boolean isFresh = isFresh(nowMono);
    Instant now = isFresh ? time.floor(nowMono) : null;
    return new Currency(isFresh ? TrustState.FRESH : TrustState.STALE, why, now, silence);
  }

  private Finding expired(TrustSet trust, long nowMono) {
    if (trust.isExpired(time.floor(nowMono))) {
      return Finding.no(Reason.TRUST_EXPIRED, "");
    }
    if (trust.isUndermined()) {
      return Finding.no(Reason.TRUST_UNDERMINED, "");
    }
    if (minimum != null && !trust.isAtLeast(minimum)) {
      return Finding.no(Reason.TRUST_SUPERSEDED, minimum.toString());
    }
    Duration most = trust.policy().scope().offlineBudget();
    return Finding.require(
        isFresh(nowMono) || !budget.isSpent(most, nowMono),
        Reason.OFFLINE_TOO_LONG,
        budget.minutes(nowMono) + " minutes, at most " + most.toMinutes());
  }
}
