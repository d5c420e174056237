package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.json.Fields;
import org.jspecify.annotations.Nullable;

/**
 * How far a number may go, in the point's unit. Null where there is no such bound.
 *
 * @param maxStep largest distance between the present value and the next
 * @param maxRate largest change per second, over the commands
 */
public record Bounds(
    @Nullable Decimal min,
    @Nullable Decimal max,
    @Nullable Decimal maxStep,
    @Nullable Decimal maxRate) {

  public static final Bounds NONE = new Bounds(null, null, null, null);

  public Bounds {
    Rules.require(
        min == null || max == null || min.compareTo(max) <= 0, "min must not be above max");
    Rules.require(maxStep == null || maxStep.signum() > 0, "max_step must be above 0");
    Rules.require(maxRate == null || maxRate.signum() > 0, "max_rate must be above 0");
  }

  /** Whether a number lies within min and max, both allowed. */
  public boolean contains(Decimal number) {
    return (min == null || number.compareTo(min) >= 0)
        && (max == null || number.compareTo(max) <= 0);
  }

  /** Whether the two have no number in common. */
  public boolean isDisjoint(Bounds other) {
    Decimal low = largest(min, other.min);
    Decimal high = smallest(max, other.max);
    return low != null && high != null && low.compareTo(high) > 0;
  }

  /** What both allow; ask {@link #isDisjoint} before. */
  public Bounds and(Bounds other) {
    return new Bounds(
        largest(min, other.min),
        smallest(max, other.max),
        smallest(maxStep, other.maxStep),
        smallest(maxRate, other.maxRate));
  }

  private static @Nullable Decimal largest(@Nullable Decimal one, @Nullable Decimal other) {
    return one == null || other == null ? (one == null ? other : one) : one.max(other);
  }

  private static @Nullable Decimal smallest(@Nullable Decimal one, @Nullable Decimal other) {
    return one == null || other == null ? (one == null ? other : one) : one.min(other);
  }

  static Bounds from(Fields in) {
    return new Bounds(
        in.decimalOrNull("min"),
        in.decimalOrNull("max"),
        in.decimalOrNull("max_step"),
        in.decimalOrNull("max_rate"));
  }

  void write(JsonWriter out) {
    Payload.optional(out, "min", min);
    Payload.optional(out, "max", max);
    Payload.optional(out, "max_step", maxStep);
    Payload.optional(out, "max_rate", maxRate);
  }
}
