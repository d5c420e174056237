package dev.penstock.deviceprofiles.units;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * From one unit to another: {@code to = from × scale + offset}.
 *
 * @param scale not 0
 */
public record Conversion(BigDecimal scale, BigDecimal offset) {

  private static final MathContext DIGITS = MathContext.DECIMAL128;

  /** The same unit. */
  public static final Conversion IDENTITY = new Conversion(BigDecimal.ONE, BigDecimal.ZERO);

  /** A value in the other unit; NaN and the infinities stay what they are. */
  public double apply(double value) {
    if (!Double.isFinite(value)) {
      return value;
    }
    return BigDecimal.valueOf(value).multiply(scale).add(offset).doubleValue();
  }

  /** A difference, a rate, a deadband or an uncertainty: the offset has no part in it. */
  public double applyToDifference(double difference) {
    return new Conversion(scale, BigDecimal.ZERO).apply(difference);
  }

  public Conversion inverse() {
    BigDecimal back = BigDecimal.ONE.divide(scale, DIGITS);
    return new Conversion(back, offset.negate().multiply(back, DIGITS));
  }

  public boolean isIdentity() {
    return scale.compareTo(BigDecimal.ONE) == 0 && offset.signum() == 0;
  }

  /** Whether values and differences convert differently, as for temperatures. */
  public boolean isAffine() {
    return offset.signum() != 0;
  }
}
