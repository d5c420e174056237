package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.json.Fields;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that hold for this issuer now: hard, commissioning and grant together. Null where
 * there is none, as for true and false.
 *
 * @param maxStep largest distance from the present value
 * @param leaseMax longest lease
 */
public record EffectiveLimits(
    @Nullable Decimal min, @Nullable Decimal max, @Nullable Decimal maxStep, Duration leaseMax) {

  public EffectiveLimits {
    Checks.span("lease_max", leaseMax);
  }

  static EffectiveLimits from(Fields in) {
    return new EffectiveLimits(
        in.decimalOrNull("min"),
        in.decimalOrNull("max"),
        in.decimalOrNull("max_step"),
        in.millis("lease_max_ms"));
  }

  void write(JsonWriter out) {
    Payload.optional(out, "min", min);
    Payload.optional(out, "max", max);
    Payload.optional(out, "max_step", maxStep);
    Payload.millis(out, "lease_max_ms", leaseMax);
  }
}
