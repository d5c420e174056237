package dev.penstock.gateway.cli.journal;

import java.time.Instant;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Sizes {

  private static final long NANOS = 1_000_000_000L;
  private static final double KIB = 1024;

  private Sizes() {}

  static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", (double) bytes / KIB / KIB);
  }

  /** ISO-8601; a dash where there is no time. */
  static String time(long nanos) {
    return nanos == Long.MIN_VALUE || nanos == Long.MAX_VALUE
        ? "-"
        : Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
            .toString();
  }
}
