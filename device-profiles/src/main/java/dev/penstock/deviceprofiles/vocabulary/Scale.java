package dev.penstock.deviceprofiles.vocabulary;

import java.util.Optional;

/** Checks of raw × scale + offset. */
final class Scale {

  private Scale() {}

  static void check(double scale, double offset) {
    Check.that(scale != 0, "scale", "must not be 0");
    Check.that(Math.abs(scale) <= 1e12 && Math.abs(scale) >= 1e-12, "scale", "is absurd");
    Check.that(Math.abs(offset) <= 1e15, "offset", "is absurd");
  }

  static Optional<String> unfitFor(PointType type, double scale, double offset) {
    if (scale == 1 && offset == 0) {
      return Optional.empty();
    } else if (!type.isNumeric()) {
      return Optional.of("a " + type.word() + " has no scale");
    }
    boolean whole = scale == Math.rint(scale) && offset == Math.rint(offset);
    return whole || type != PointType.INT64
        ? Optional.empty()
        : Optional.of("a scale of " + scale + " makes fractions: the type must be double");
  }
}
