package dev.penstock.gateway.cli.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time on the command line: {@code 2026-11-20T10:00:00Z}, with an offset, or a date, which begins
 * at 0 h UTC.
 *
 * @param nanos since 1970
 */
record Moment(long nanos) {

  private static final long NANOS = 1_000_000_000L;

  /** For picocli. */
  static final class Converter implements ITypeConverter<Moment> {

    @Override
    public Moment convert(String text) {
      try {
        return of(parse(text));
      } catch (DateTimeException | ArithmeticException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time: write 2026-11-20, or 2026-11-20T10:00:00Z");
      }
    }

    private static Instant parse(String text) {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    }
  }

  static Moment of(Instant instant) {
    return new Moment(
        Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano()));
  }
}
