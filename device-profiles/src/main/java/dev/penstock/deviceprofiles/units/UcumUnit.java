package dev.penstock.deviceprofiles.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A UCUM unit: {@code base = value × factor + offset} over base units.
 *
 * @param code as written
 * @param dimension base units with their exponents; a level such as B[SPL] counts as its own base,
 *     because its logarithm has no linear form
 * @param offset of temperatures that do not begin at zero kelvin; else 0
 */
public record UcumUnit(
    String code, SortedMap<String, Integer> dimension, BigDecimal factor, BigDecimal offset) {

  /** Longer codes are nonsense, and deep nesting would cost stack. */
  static final int MAX_LENGTH = 64;

  public UcumUnit {
    dimension = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(dimension));
  }

  /**
   * Parses a case-sensitive UCUM code.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static UcumUnit parse(String code) {
    if (code.isEmpty() || code.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a UCUM unit has 1 to " + MAX_LENGTH + " characters");
    }
    return UcumTable.parse(code);
  }

  /** Whether the code is a UCUM unit. */
  public static boolean isValid(String code) {
    return CommonUnits.isCommon(code) || isParsed(code);
  }

  private static boolean isParsed(String code) {
    try {
      return parse(code).factor.signum() != 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The conversion of values to another unit; empty if they do not measure the same. */
  public Optional<Conversion> to(UcumUnit other) {
    if (!dimension.equals(other.dimension)) {
      return Optional.empty();
    }
    BigDecimal scale = factor.divide(other.factor, MathContext.DECIMAL128);
    BigDecimal shift = offset.subtract(other.offset).divide(other.factor, MathContext.DECIMAL128);
    return Optional.of(new Conversion(rounded(scale), rounded(shift)));
  }

  /** The last of 34 digits is what divisions left over. */
  private static BigDecimal rounded(BigDecimal value) {
    return value.round(new MathContext(30)).stripTrailingZeros();
  }
}
