package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.DecimalText;

/**
 * From one number to another; NaN where there is no bound.
 *
 * @param min inclusive
 * @param max inclusive
 */
record Interval(double min, double max) {

  static final Interval ANY = new Interval(Double.NaN, Double.NaN);

  boolean contains(Interval other) {
    boolean low = Double.isNaN(min) || other.min >= min;
    boolean high = Double.isNaN(max) || other.max <= max;
    return low && high;
  }

  boolean overlaps(Interval other) {
    return !(other.max < min) && !(other.min > max);
  }

  /** The nearest value within; NaN stays NaN. */
  double clip(double value) {
    if (value < min) {
      return min;
    }
    return value > max ? max : value;
  }

  /** With these bounds where there are none. */
  Interval orElse(double low, double high) {
    double from = Double.isNaN(min) ? Math.min(low, Double.isNaN(max) ? low : max - 1) : min;
    double to = Double.isNaN(max) ? Math.max(high, from + 1) : max;
    return new Interval(from, to);
  }

  /** {@code 0 to 20}, {@code any}. */
  @Override
  public String toString() {
    return equals(ANY) ? "any" : bound(min) + " to " + bound(max);
  }

  String inWords(String unit) {
    return equals(ANY) ? "any" : this + " " + unit;
  }

  private static String bound(double value) {
    return Double.isNaN(value) ? "any" : DecimalText.of(value);
  }
}
