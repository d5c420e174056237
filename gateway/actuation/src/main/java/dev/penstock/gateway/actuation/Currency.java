package dev.penstock.gateway.actuation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How current the rules are at one moment.
 *
 * @param why it is EXPIRED, else YES
 * @param time it certainly is; null unless FRESH
 * @param silence since the newest pulse of the twin; null if there was none in this run
 */
record Currency(TrustState state, Finding why, @Nullable Instant time, @Nullable Duration silence) {

  boolean isFresh() {
    return state == TrustState.FRESH;
  }

  Optional<Instant> trustedTime() {
    return Optional.ofNullable(time);
  }

  /** Whether the twin gave a pulse within so long. */
  boolean hasPulse(Duration within) {
    return silence != null && silence.compareTo(within) <= 0;
  }
}
