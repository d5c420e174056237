package dev.penstock.contract.signing.json;

import dev.penstock.contract.DecimalText;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A number as it may be signed: at most 15 digits before and 9 after the point, no exponent, no
 * negative zero. Two decimals are equal when they are the same number.
 *
 * @param value without trailing zeros after the point
 */
public record Decimal(BigDecimal value) implements Comparable<Decimal> {

  private static final int MAX_FRACTION_DIGITS = 9;
  private static final BigDecimal END = BigDecimal.TEN.pow(15);
  private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,9})?");
  private static final Pattern MINUS_ZERO = Pattern.compile("-0(\\.0+)?");

  // Below what its constructor needs.
  public static final Decimal ZERO = new Decimal(BigDecimal.ZERO);

  public Decimal {
    // An exponent of a million would cost seconds in the next line but one.
    if (Math.abs((long) value.scale()) > 1_000 || value.precision() > 1_000) {
      throw new IllegalArgumentException("a number of that length cannot be signed");
    }
    BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    if (value.scale() > MAX_FRACTION_DIGITS || value.abs().compareTo(END) >= 0) {
      throw new IllegalArgumentException(
          value.toPlainString() + " needs more than 15 digits before or 9 after the point");
    }
  }

  public static Decimal parse(String text) {
    if (!FORM.matcher(text).matches() || MINUS_ZERO.matcher(text).matches()) {
      throw new IllegalArgumentException("not a decimal: " + Texts.shorten(text));
    }
    return new Decimal(new BigDecimal(text));
  }

  /** The shortest decimal that reads back as this double; refused if that is too long to sign. */
  public static Decimal of(double value) {
    return new Decimal(new BigDecimal(DecimalText.of(value)));
  }

  public static Decimal of(long value) {
    return new Decimal(BigDecimal.valueOf(value));
  }

  public boolean isInteger() {
    return value.scale() == 0;
  }

  public double asDouble() {
    return value.doubleValue();
  }

  public int signum() {
    return value.signum();
  }

  public Decimal min(Decimal other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Decimal max(Decimal other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** How far apart the two are: never negative. */
  public BigDecimal distance(Decimal other) {
    return value.subtract(other.value).abs();
  }

  @Override
  public int compareTo(Decimal other) {
    return value.compareTo(other.value);
  }

  /** The form that travels. */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
