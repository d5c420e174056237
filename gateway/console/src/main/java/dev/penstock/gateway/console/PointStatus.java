package dev.penstock.gateway.console;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One point and its last value.
 *
 * @param path {@code device/point}
 * @param reading null until the first observation
 */
public record PointStatus(String path, PointMeaning meaning, @Nullable PointReading reading) {

  public PointStatus {
    Objects.requireNonNull(meaning, "meaning");
    int slash = path.indexOf('/');
    if (slash < 1 || slash == path.length() - 1) {
      throw new IllegalArgumentException("path must be device/point, not \"" + path + "\"");
    }
  }

  /** The device's part of the path. */
  public String device() {
    return path.substring(0, path.indexOf('/'));
  }

  boolean hasSameDefinitionAs(PointStatus other) {
    return path.equals(other.path) && meaning.equals(other.meaning);
  }

  /**
   * The reading where it is a number to be trusted at least a little, otherwise NaN: a gap in a
   * trend line.
   */
  double plotted() {
    PointReading last = reading;
    if (last == null || last.isStale() || last.value() == null || last.value().number() == null) {
      return Double.NaN;
    }
    return last.value().number();
  }
}
