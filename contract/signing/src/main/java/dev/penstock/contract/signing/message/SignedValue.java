package dev.penstock.contract.signing.message;

import dev.penstock.contract.DecimalText;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.json.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value as somebody signs it: a decimal, or true or false. Which type it becomes, the policy's
 * binding says.
 *
 * @param number null for true and false
 */
public record SignedValue(@Nullable Decimal number, boolean truth) {

  public SignedValue {
    if (number != null && truth) {
      throw new IllegalArgumentException("a number is not true");
    }
  }

  public static SignedValue of(Decimal number) {
    return new SignedValue(number, false);
  }

  public static SignedValue of(boolean truth) {
    return new SignedValue(null, truth);
  }

  /** {@code true}, {@code false} or a decimal, as an operator types it. */
  public static SignedValue parse(String text) {
    return switch (text) {
      case "true" -> of(true);
      case "false" -> of(false);
      default -> of(Decimal.parse(text));
    };
  }

  public boolean isNumber() {
    return number != null;
  }

  /** Exactly this value in the given type; empty if the type cannot hold it. */
  public Optional<Value> as(ValueType type) {
    if (number == null) {
      return type == ValueType.BOOL ? Optional.of(Value.of(truth)) : Optional.empty();
    }
    return switch (type) {
      case DOUBLE -> asDouble(number);
      case INT64 ->
          number.isInteger()
              ? Optional.of(Value.of(number.value().longValueExact()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Value> asDouble(Decimal number) {
    double nearest = number.asDouble();
    // Compared as shortest decimals: 0.1 is meant, not the binary fraction next to it.
    boolean same = DecimalText.of(nearest).equals(number.toString());
    return same ? Optional.of(Value.of(nearest)) : Optional.empty();
  }

  public static SignedValue from(Fields in, String name) {
    return in.isText(name) ? of(in.decimal(name)) : of(in.bool(name));
  }

  public void write(JsonWriter out, String name) {
    if (number == null) {
      out.field(name, truth);
    } else {
      out.field(name, number.toString());
    }
  }

  @Override
  public String toString() {
    return number == null ? Boolean.toString(truth) : number.toString();
  }
}
