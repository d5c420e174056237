package dev.penstock.deviceprofiles.fit;

import dev.penstock.deviceprofiles.units.Conversion;
import dev.penstock.deviceprofiles.units.UcumUnit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a consumer's value of a provider's: converts, then clips to what the consumer takes.
 *
 * @param from the provider's unit
 * @param to the consumer's unit
 * @param difference whether values are differences, which have no zero
 * @param provided what the provider calls valid, in its unit
 * @param accepted what the consumer takes, in its unit
 */
record ValueAdaptation(
    UcumUnit from, UcumUnit to, boolean difference, Interval provided, Interval accepted)
    implements Executable {

  private static final double EXACT = 1e-12;
  private static final double ROUND_TRIP = 1e-9;

  /** What became of a value. */
  record Adapted(double value, boolean clipped) {}

  Conversion conversion() {
    return from.to(to)
        .orElseThrow(() -> new IllegalStateException(from.code() + " and " + to.code()));
  }

  /** The provider's valid range in the consumer's unit. */
  Interval providedAsWanted() {
    return new Interval(convert(provided.min()), convert(provided.max()));
  }

  Adapted adapt(double value) {
    double converted = convert(value);
    double clipped = accepted.clip(converted);
    return new Adapted(clipped, clipped != converted && !Double.isNaN(converted));
  }

  private double convert(double value) {
    return difference ? conversion().applyToDifference(value) : conversion().apply(value);
  }

  @Override
  public List<Vector> run() {
    List<Vector> vectors = new ArrayList<>();
    Interval range = provided.orElse(-1000, 1000);
    value(vectors, "min", range.min());
    value(vectors, "mid", (range.min() + range.max()) / 2);
    value(vectors, "max", range.max());
    value(vectors, "NaN", Double.NaN);
    double beyond = Math.max(1, range.max() - range.min());
    outOfRange(vectors, "below range", range.min() - beyond);
    outOfRange(vectors, "above range", range.max() + beyond);
    for (double value : List.of(range.min(), (range.min() + range.max()) / 2, range.max())) {
      vectors.add(Vector.near("round trip", value, back(convert(value)), value, ROUND_TRIP));
    }
    return vectors;
  }

  private void value(List<Vector> vectors, String name, double value) {
    double expected = accepted.clip(byBaseUnits(value));
    vectors.add(Vector.near(name, value, adapt(value).value(), expected, EXACT));
  }

  /** Must end within what is accepted, and say so. */
  private void outOfRange(List<Vector> vectors, String name, double value) {
    double expected = byBaseUnits(value);
    boolean outside = accepted.clip(expected) != expected;
    value(vectors, name, value);
    vectors.add(Vector.of(name + " is flagged", value, adapt(value).clipped(), outside));
  }

  private double back(double value) {
    UcumUnit there = difference ? withoutZero(to) : to;
    UcumUnit here = difference ? withoutZero(from) : from;
    return there.to(here).orElseThrow().apply(value);
  }

  /** The other way to calculate it, by base units step by step. */
  private double byBaseUnits(double value) {
    if (Double.isNaN(value)) {
      return value;
    }
    BigDecimal zeroFrom = difference ? BigDecimal.ZERO : from.offset();
    BigDecimal zeroTo = difference ? BigDecimal.ZERO : to.offset();
    BigDecimal base = BigDecimal.valueOf(value).multiply(from.factor()).add(zeroFrom);
    return base.subtract(zeroTo).divide(to.factor(), MathContext.DECIMAL128).doubleValue();
  }

  private static UcumUnit withoutZero(UcumUnit unit) {
    return new UcumUnit(unit.code(), unit.dimension(), unit.factor(), BigDecimal.ZERO);
  }
}
