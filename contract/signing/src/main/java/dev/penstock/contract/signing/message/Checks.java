package dev.penstock.contract.signing.message;

import dev.penstock.contract.signing.json.Texts;
import java.time.Duration;

/** Checks that several messages make. */
final class Checks {

  private static final int MAX_UNIT = 64;

  private Checks() {}

  /** A UCUM unit as text; {@code 1} where there is none. Whether it is one, the policy knows. */
  static String unit(String unit) {
    Texts.words("unit", unit);
    if (unit.isEmpty() || unit.length() > MAX_UNIT) {
      throw new IllegalArgumentException("unit must have 1 to " + MAX_UNIT + " characters");
    }
    return unit;
  }

  /** A span that fits its field: not negative, whole milliseconds, below 25 days. */
  static Duration span(String what, Duration span) {
    boolean fits =
        !span.isNegative()
            && span.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) <= 0
            && span.equals(Duration.ofMillis(span.toMillis()));
    if (!fits) {
      throw new IllegalArgumentException(what + " " + span + " must be 0 to 24 d in whole ms");
    }
    return span;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
