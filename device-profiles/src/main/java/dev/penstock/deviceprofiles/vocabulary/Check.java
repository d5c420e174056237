package dev.penstock.deviceprofiles.vocabulary;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The refusals that several blocks share; each message begins with the key it belongs to. */
final class Check {

  private static final Duration LONGEST = Duration.ofDays(3660);

  private Check() {}

  static void that(boolean right, String key, String what) {
    if (!right) {
      throw new IllegalArgumentException(key + ": " + what);
    }
  }

  static void positive(String key, @Nullable Duration duration) {
    that(
        duration == null || (!duration.isZero() && duration.compareTo(LONGEST) < 0),
        key,
        "must be more than 0 and less than ten years");
  }

  /** NaN, which is what was left out, is fine. */
  static void positive(String key, double value) {
    that(!(value <= 0), key, "must be more than 0");
  }

  static void notNegative(String key, double value) {
    that(!(value < 0), key, "must not be less than 0");
  }

  static void text(String key, String text, int most) {
    boolean plain = text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    that(
        plain && text.length() <= most, key, "must be one line of at most " + most + " characters");
  }
}
