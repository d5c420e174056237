package dev.penstock.gateway.actuation;

import dev.penstock.contract.settings.Setting;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.Limits;
import dev.penstock.contract.signing.trust.Pace;
import org.jspecify.annotations.Nullable;

/** What the technician narrows while a plant is commissioned; it never widens the policy. */
public record CommissionedLimit(
    @Setting(value = "Lowest value, in the point's unit.", otherwise = Setting.NONE, example = "0")
        @Nullable String min,
    @Setting(value = "Highest value.", otherwise = Setting.NONE, example = "3.5")
        @Nullable String max,
    @Setting(value = "Largest step from the present value.", otherwise = Setting.NONE)
        @Nullable String maxStep) {

  public CommissionedLimit {
    decimal("min", min);
    decimal("max", max);
    decimal("maxStep", maxStep);
  }

  Limits toLimits() {
    Bounds bounds =
        new Bounds(decimal("min", min), decimal("max", max), decimal("maxStep", maxStep), null);
    return new Limits(bounds, Pace.ANY);
  }

  private static @Nullable Decimal decimal(String key, @Nullable String text) {
    try {
      return text == null ? null : Decimal.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }
}
