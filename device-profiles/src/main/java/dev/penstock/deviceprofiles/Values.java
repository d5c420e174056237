package dev.penstock.deviceprofiles;

import dev.penstock.contract.Value;
import dev.penstock.deviceprofiles.vocabulary.PointType;
import java.math.BigDecimal;
import java.util.Optional;

/** Values written in a profile, read by the type of their point. */
final class Values {

  private Values() {}

  /** The value; empty if the text is none of that type. */
  static Optional<Value> read(String text, PointType type) {
    try {
      return switch (type) {
        case DOUBLE -> number(text).map(Value::of);
        case INT64 -> Optional.of(Value.of(Long.parseLong(text)));
        case BOOL -> bool(text).map(Value::of);
        case STRING -> Optional.of(Value.of(text));
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Optional<String> problem(String text, PointType type) {
    return read(text, type).isPresent()
        ? Optional.empty()
        : Optional.of("\"" + text + "\" is no " + type.word());
  }

  private static Optional<Double> number(String text) {
    double value = text.length() > 40 ? Double.NaN : new BigDecimal(text).doubleValue();
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  private static Optional<Boolean> bool(String text) {
    return text.equals("true") || text.equals("false")
        ? Optional.of(text.equals("true"))
        : Optional.empty();
  }
}
