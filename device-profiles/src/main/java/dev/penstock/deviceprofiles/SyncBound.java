package dev.penstock.deviceprofiles;

import dev.penstock.contract.DecimalText;
import dev.penstock.deviceprofiles.vocabulary.Point;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/**
 * How far a twin's value can be from the plant's: |plant − twin| ≤ deadband + max rate × (interval
 * + latency + time uncertainty) + 2 × sensor uncertainty; unbounded after staleAfter.
 *
 * @param fixed deadband and sensor uncertainty, in the unit
 * @param interval sampling interval in seconds; NaN if not stated
 * @param rate max rate in the unit per second; NaN if not stated
 */
public record SyncBound(double fixed, double interval, double rate) {

  public static SyncBound of(Point point) {
    double sensor = Double.isNaN(point.uncertainty()) ? 0 : 2 * point.uncertainty();
    Duration interval = point.time().samplingInterval();
    double seconds = interval == null ? Double.NaN : interval.toNanos() / 1e9;
    return new SyncBound(point.report().deadband() + sensor, seconds, point.valid().maxRate());
  }

  /** Whether the profile says enough to bound anything. */
  public boolean isBounded() {
    return !Double.isNaN(interval) && !Double.isNaN(rate);
  }

  /** The bound at this latency and time uncertainty together, in seconds; NaN if unbounded. */
  public double at(double seconds) {
    return fixed + rate * (interval + seconds);
  }

  /** For people. */
  public String inWords(String unit) {
    if (!isBounded()) {
      return "nobody knows how much: state time.samplingInterval and valid.maxRate";
    }
    BigDecimal least = new BigDecimal(at(0)).round(new MathContext(6));
    return DecimalText.of(least.doubleValue())
        + " "
        + unit
        + " + "
        + DecimalText.of(rate)
        + " "
        + unit
        + "/s × (latency + time uncertainty)";
  }
}
