package dev.penstock.gateway.console;

import dev.penstock.contract.ValueType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What does not change about a point.
 *
 * @param title for people; empty where the profile has none
 * @param unit as shown, empty for none
 * @param writable whether commands may name it
 */
public record PointMeaning(
    String title, String unit, ValueType type, boolean writable, ValidRange range) {

  public PointMeaning {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(range, "range");
  }

  /** The range in which a value can be true, in the point's unit; null means not bounded. */
  public record ValidRange(@Nullable Double min, @Nullable Double max) {

    public static final ValidRange NONE = new ValidRange(null, null);

    public ValidRange {
      if (min != null && max != null && min > max) {
        throw new IllegalArgumentException("range " + min + " to " + max + " is upside down");
      }
    }
  }
}
