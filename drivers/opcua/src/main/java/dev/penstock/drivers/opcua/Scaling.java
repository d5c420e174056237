package dev.penstock.drivers.opcua;

import dev.penstock.contract.DecimalText;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * value = raw × scale + offset, in the decimals in which people write both: 33 at scale 0.1 is 3.3
 * and not 3.3000000000000003. The inverse is exact, so that what decodes is what was encoded.
 */
final class Scaling {

  /** Integers up to here are exact as doubles. */
  private static final double EXACT = 1L << 53;

  private static final int MAX_DIGITS = 15;

  private final double scale;
  private final double offset;
  private final BigDecimal exactScale;
  private final BigDecimal exactOffset;

  /** With these, (raw × numerator + addend) ÷ divisor rounds once: the correctly rounded value. */
  private final double numerator;

  private final double addend;
  private final double divisor;

  Scaling(double scale, double offset) {
    this.scale = scale;
    this.offset = offset;
    this.exactScale = new BigDecimal(DecimalText.of(scale));
    this.exactOffset = new BigDecimal(DecimalText.of(offset));
    int digits = Math.max(0, Math.max(exactScale.scale(), exactOffset.scale()));
    boolean few = digits <= MAX_DIGITS;
    this.numerator = few ? exactScale.scaleByPowerOfTen(digits).doubleValue() : Double.NaN;
    this.addend = few ? exactOffset.scaleByPowerOfTen(digits).doubleValue() : Double.NaN;
    this.divisor = few ? BigDecimal.ONE.scaleByPowerOfTen(digits).doubleValue() : Double.NaN;
  }

  boolean isIdentity() {
    return scale == 1 && offset == 0;
  }

  double apply(double raw) {
    return isIdentity() ? raw : raw * scale + offset;
  }

  double apply(long raw) {
    double scaled = raw * numerator;
    if (Math.abs(raw) < EXACT && Math.abs(scaled) + Math.abs(addend) < EXACT) {
      return (scaled + addend) / divisor;
    }
    return new BigDecimal(raw).multiply(exactScale).add(exactOffset).doubleValue();
  }

  /** The raw number of a value; rounded to 34 digits where it has no end. */
  BigDecimal invert(BigDecimal value) {
    return value.subtract(exactOffset).divide(exactScale, MathContext.DECIMAL128);
  }
}
