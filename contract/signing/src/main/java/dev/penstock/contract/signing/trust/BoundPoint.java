package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.message.SignedValue;
import java.time.Duration;

/**
 * A point that may be written, with everything that bounds it.
 *
 * @param hard limits that no grant can widen
 * @param leaseMax longest hold
 */
public record BoundPoint(
    Binding binding,
    Limits hard,
    ReadBack readBack,
    SafeEnd safe,
    Guards guards,
    Duration leaseMax) {

  public BoundPoint {
    String point = binding.point();
    ValueType type = binding.wire().type();
    Rules.require(
        type.isNumeric() || type == ValueType.BOOL, point + ": only numbers, true and false");
    Rules.require(
        !type.isNumeric() || (hard.bounds().min() != null && hard.bounds().max() != null),
        point + ": a number needs min and max");
    Rules.require(hard.pace().opsPerHour() > 0, point + ": ops_per_hour is missing");
    Rules.require(
        !Rules.span("lease_max", leaseMax).isZero(), point + ": lease_max must be above 0");
    Rules.require(
        safe.kind() != SafeEnd.Kind.SAFE_VALUE || fits(safe.value(), type, hard.bounds()),
        point + ": the safe value is no value within the hard limits");
  }

  private static boolean fits(SignedValue value, ValueType type, Bounds bounds) {
    return value.as(type).isPresent()
        && (value.number() == null || bounds.contains(value.number()));
  }

  /** {@code device/point}. */
  public String point() {
    return binding.point();
  }

  static BoundPoint from(Fields in) {
    return new BoundPoint(
        in.object("binding", Binding::from),
        in.object("hard_limits", Limits::from),
        in.object("read_back", ReadBack::from),
        in.object("safe", SafeEnd::from),
        in.object("guards", Guards::from),
        in.millis("lease_max_ms"));
  }

  void write(JsonWriter out) {
    Payload.object(out, "binding", binding, Binding::write);
    Payload.object(out, "hard_limits", hard, Limits::write);
    Payload.object(out, "read_back", readBack, ReadBack::write);
    Payload.object(out, "safe", safe, SafeEnd::write);
    Payload.object(out, "guards", guards, Guards::write);
    Payload.millis(out, "lease_max_ms", leaseMax);
  }
}
