package dev.penstock.drivers.mqtt;

import dev.penstock.contract.ObservationBatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a device writes its own time. */
enum TimeFormat {
  /** ISO 8601 with Z or an offset; a time without either could be any hour. */
  ISO(0),
  EPOCH_S(9),
  EPOCH_MS(6),
  EPOCH_US(3),
  EPOCH_NS(0);

  private final int digits;

  TimeFormat(int digits) {
    this.digits = digits;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static TimeFormat of(String word) {
    for (TimeFormat format : values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "timeFormat \"" + word + "\" must be iso, epoch-s, epoch-ms, epoch-us or epoch-ns");
  }

  /** Nanoseconds since 1970, floored; ABSENT for what is no time in this format. */
  long nanos(@Nullable Object written) {
    try {
      return this == ISO ? iso(written) : epoch(written);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return ObservationBatch.ABSENT;
    }
  }

  private static long iso(@Nullable Object written) {
    if (!(written instanceof String text)) {
      return ObservationBatch.ABSENT;
    }
    Instant instant = OffsetDateTime.parse(text).toInstant();
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private long epoch(@Nullable Object written) {
    if (written instanceof BigDecimal number) {
      return number.scaleByPowerOfTen(digits).setScale(0, RoundingMode.FLOOR).longValueExact();
    }
    return written instanceof String text && text.length() <= 40
        ? epoch(new BigDecimal(text))
        : ObservationBatch.ABSENT;
  }
}
