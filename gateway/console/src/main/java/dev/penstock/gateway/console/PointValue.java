package dev.penstock.gateway.console;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value for people.
 *
 * @param number for drawing, null if it is none that can be drawn
 * @param text the exact value
 */
public record PointValue(@Nullable Double number, String text) {

  public PointValue {
    Objects.requireNonNull(text, "text");
    if (number != null && !Double.isFinite(number)) {
      number = null;
    }
  }

  public static PointValue of(double value) {
    return new PointValue(value, Double.toString(value));
  }

  public static PointValue of(long value) {
    return new PointValue((double) value, Long.toString(value));
  }

  public static PointValue of(boolean value) {
    return new PointValue(value ? 1.0 : 0.0, Boolean.toString(value));
  }

  public static PointValue of(String value) {
    return new PointValue(null, value);
  }
}
