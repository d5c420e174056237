package dev.penstock.drivers.mqtt;

import dev.penstock.contract.ObservationBatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SenML packs in JSON (RFC 8428), resolved: each record with its full name and its own time. */
final class Senml {

  /** Times below this many seconds are relative to now (section 4.5.3). */
  private static final BigDecimal RELATIVE_BELOW = BigDecimal.valueOf(1L << 28);

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
  private static final int VERSION = 10;

  private String baseName = "";
  private BigDecimal baseTime = BigDecimal.ZERO;
  private @Nullable BigDecimal baseValue;

  private Senml() {}

  /**
   * A resolved record.
   *
   * @param value number, text or truth; null for none of them
   * @param source ns since 1970; ABSENT for a record that means now
   */
  record Measurement(String name, @Nullable Object value, long source) {}

  /**
   * @param document a JSON array of objects
   * @param now what relative times are relative to
   * @throws IllegalArgumentException if it is no pack, or one of a later version
   */
  static List<Measurement> read(@Nullable Object document, long now) {
    if (!(document instanceof List<?> elements)) {
      throw new IllegalArgumentException("SenML: expected an array of records");
    }
    Senml pack = new Senml();
    List<Measurement> records = new ArrayList<>();
    for (Object element : elements) {
      if (!(element instanceof Map<?, ?> fields)) {
        throw new IllegalArgumentException("SenML: expected a record, found " + element);
      }
      pack.base(fields);
      if (hasValue(fields)) {
        records.add(pack.resolve(fields, now));
      }
    }
    return records;
  }

  private void base(Map<?, ?> fields) {
    refuseUnknown(fields);
    baseName = text(fields, "bn", baseName);
    baseTime = number(fields, "bt", baseTime);
    if (fields.containsKey("bv")) {
      baseValue = number(fields, "bv", BigDecimal.ZERO);
    }
  }

  /** A field that ends with _ changes the meaning of the others: not to be passed over. */
  private static void refuseUnknown(Map<?, ?> fields) {
    for (Object field : fields.keySet()) {
      if (field.toString().endsWith("_")) {
        throw new IllegalArgumentException("SenML: must understand \"" + field + "\", and do not");
      }
    }
    if (number(fields, "bver", BigDecimal.ONE).compareTo(BigDecimal.valueOf(VERSION)) > 0) {
      throw new IllegalArgumentException("SenML: version above " + VERSION);
    }
  }

  private static boolean hasValue(Map<?, ?> fields) {
    return fields.containsKey("v")
        || fields.containsKey("vb")
        || fields.containsKey("vs")
        || fields.containsKey("vd");
  }

  private Measurement resolve(Map<?, ?> fields, long now) {
    Object value = fields.get("v");
    if (value instanceof BigDecimal number && baseValue != null) {
      value = number.add(baseValue);
    }
    for (String other : List.of("vb", "vs", "vd")) {
      value = fields.containsKey(other) ? fields.get(other) : value;
    }
    BigDecimal time = number(fields, "t", BigDecimal.ZERO).add(baseTime);
    return new Measurement(baseName + text(fields, "n", ""), value, source(time, now));
  }

  private static long source(BigDecimal time, long now) {
    if (time.signum() == 0) {
      return ObservationBatch.ABSENT;
    }
    try {
      long nanos = time.multiply(NANOS).setScale(0, RoundingMode.FLOOR).longValueExact();
      return time.compareTo(RELATIVE_BELOW) < 0 ? Math.addExact(now, nanos) : nanos;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("SenML: time " + time + " is out of range", e);
    }
  }

  private static String text(Map<?, ?> fields, String key, String otherwise) {
    Object value = fields.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("SenML: " + key + " must be a string, found " + value);
  }

  private static BigDecimal number(Map<?, ?> fields, String key, BigDecimal otherwise) {
    Object value = fields.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof BigDecimal number) {
      return number;
    }
    throw new IllegalArgumentException("SenML: " + key + " must be a number, found " + value);
  }
}
