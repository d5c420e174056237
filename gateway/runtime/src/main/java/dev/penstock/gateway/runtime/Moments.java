package dev.penstock.gateway.runtime;

import dev.penstock.contract.ObservationBatch;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Nanoseconds as the console's times. */
final class Moments {

  private static final long NANOS = 1_000_000_000L;

  private Moments() {}

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  static @Nullable Instant instantOrNull(long nanos) {
    return nanos == ObservationBatch.ABSENT ? null : instant(nanos);
  }

  static @Nullable Duration durationOrNull(long nanos) {
    return nanos == ObservationBatch.ABSENT ? null : Duration.ofNanos(nanos);
  }
}
