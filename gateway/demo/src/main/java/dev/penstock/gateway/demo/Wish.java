package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.SignedValue;
import java.time.Duration;

/**
 * What the operator wants of a point.
 *
 * @param point {@code device/point}
 * @param value as a decimal
 * @param unit UCUM, the policy's
 * @param lease how long it shall be held
 * @param reason for people
 */
record Wish(String point, String value, String unit, Duration lease, String reason) {

  private static final int PRIORITY = 50;

  Demand demand() {
    return new Demand(point, SignedValue.parse(value), unit, lease, PRIORITY);
  }

  @Override
  public String toString() {
    return point + " = " + value + " " + unit;
  }
}
