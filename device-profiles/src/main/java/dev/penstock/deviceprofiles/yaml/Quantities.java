package dev.penstock.deviceprofiles.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations and byte sizes as people write them: a number and a unit, {@code 500ms}, {@code 1GiB}.
 */
public final class Quantities {

  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([A-Za-z]{1,3})");

  /** In nanoseconds, largest first. */
  private static final Map<String, Long> TIMES = new LinkedHashMap<>();

  /** In bytes, largest first. */
  private static final Map<String, Long> SIZES = new LinkedHashMap<>();

  static {
    TIMES.put("d", 86_400_000_000_000L);
    TIMES.put("h", 3_600_000_000_000L);
    TIMES.put("m", 60_000_000_000L);
    TIMES.put("min", 60_000_000_000L);
    TIMES.put("s", 1_000_000_000L);
    TIMES.put("ms", 1_000_000L);
    TIMES.put("us", 1_000L);
    TIMES.put("ns", 1L);
    SIZES.put("TiB", 1L << 40);
    SIZES.put("GiB", 1L << 30);
    SIZES.put("MiB", 1L << 20);
    SIZES.put("KiB", 1L << 10);
    SIZES.put("B", 1L);
  }

  private Quantities() {}

  /** {@code 500ms}, {@code 10s}, {@code 5m}, {@code 24h}, {@code 7d}; at most 292 years. */
  public static Optional<Duration> duration(String text) {
    return quantity(text, TIMES).map(Duration::ofNanos);
  }

  /** {@code 64KiB}, {@code 32MiB}, {@code 1GiB} in bytes. */
  public static Optional<Long> bytes(String text) {
    return quantity(text, SIZES);
  }

  private static Optional<Long> quantity(String text, Map<String, Long> units) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    BigDecimal unit = BigDecimal.valueOf(units.get(matcher.group(2)));
    try {
      return Optional.of(new BigDecimal(matcher.group(1)).multiply(unit).longValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** A duration as it would be written. */
  public static String text(Duration duration) {
    return text(duration.toNanos(), TIMES, "0s");
  }

  /** A byte size as it would be written. */
  public static String text(long bytes) {
    return text(bytes, SIZES, "0B");
  }

  private static String text(long amount, Map<String, Long> units, String zero) {
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      if (amount != 0 && amount % unit.getValue() == 0) {
        return amount / unit.getValue() + unit.getKey();
      }
    }
    return zero;
  }
}
