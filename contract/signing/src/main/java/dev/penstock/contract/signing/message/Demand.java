package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import java.time.Duration;

/**
 * What is wanted of a point.
 *
 * @param point {@code device/point}
 * @param unit of the value; must be the policy's, nothing is converted
 * @param lease how long the value shall be held, at most
 * @param priority 0 to 100; a higher one pre-empts a lower one
 */
public record Demand(String point, SignedValue value, String unit, Duration lease, int priority) {

  public static final int MAX_PRIORITY = 100;

  public Demand {
    Names.path(point);
    Checks.unit(unit);
    Checks.span("lease", lease);
    Checks.require(!lease.isZero(), "lease must be longer than nothing");
    Checks.require(priority >= 0 && priority <= MAX_PRIORITY, "priority must be 0 to 100");
  }

  static Demand from(Fields in) {
    return new Demand(
        in.id("point"),
        SignedValue.from(in, "value"),
        in.words("unit"),
        in.millis("lease_ms"),
        in.integer("priority", 0, MAX_PRIORITY));
  }

  void write(JsonWriter out) {
    out.field("point", point);
    value.write(out, "value");
    out.field("unit", unit);
    Payload.millis(out, "lease_ms", lease);
    out.key("priority").int32(priority);
  }
}
