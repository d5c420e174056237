package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import java.time.Duration;

/**
 * What a local model expects if a value is written. It may refuse a command, and never permits one.
 *
 * @param point that leaves its limits, or comes nearest to one
 * @param expected its value then
 * @param ahead when that is
 * @param isWithin whether it stays within its limits
 */
public record Forecast(
    String point, Value expected, String unit, Duration ahead, boolean isWithin) {

  /** For people. */
  String words() {
    return point
        + " "
        + expected
        + " "
        + unit
        + " in "
        + ahead.toSeconds()
        + " s, "
        + (isWithin ? "within its limits" : "outside its limits");
  }
}
