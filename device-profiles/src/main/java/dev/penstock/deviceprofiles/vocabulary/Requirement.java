package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An interlock: a condition that must hold before and while a command holds. */
public record Requirement(
    @Setting(value = "The point it looks at.", otherwise = Setting.NONE) @Nullable String point,
    @Setting(value = "Holds while the value is greater.", otherwise = Setting.NONE) double above,
    @Setting(value = "Holds while the value is less.", otherwise = Setting.NONE) double below,
    @Setting(value = "Holds while a bool, integer or text is this.", otherwise = Setting.NONE)
        @Nullable String equals_,
    @Setting(value = "Holds from the first to the second.", otherwise = "[]", example = "[2, 8]")
        List<Double> within,
    @Setting(value = "An older value does not count.", otherwise = Setting.NONE, example = "1s")
        @Nullable Duration maxAge,
    @Setting(value = "It must have held for this long.", otherwise = "0s") Duration for_,
    @Setting(value = "The lifecycle state it asks for.", otherwise = Setting.NONE)
        @Nullable String state,
    @Setting(value = "One of these is enough.", otherwise = "[]") List<Requirement> anyOf) {

  public Requirement {
    long kinds =
        Stream.of(point != null, state != null, !anyOf.isEmpty()).filter(given -> given).count();
    if (kinds != 1) {
      throw new IllegalArgumentException("must have exactly one of point, state, anyOf");
    }
    long tests =
        Stream.of(!Double.isNaN(above), !Double.isNaN(below), equals_ != null, !within.isEmpty())
            .filter(given -> given)
            .count();
    if (tests != (point == null ? 0 : 1)) {
      throw new IllegalArgumentException(
          point == null
              ? "above, below, equals and within belong to a point"
              : "must have exactly one of above, below, equals, within");
    }
    Check.that(
        point == null || maxAge != null, "maxAge", "is missing: how old a value still counts");
    Check.that(point != null || maxAge == null, "maxAge", "belongs to a point");
    Check.positive("maxAge", maxAge);
    Check.that(
        within.isEmpty() || (within.size() == 2 && within.get(0) < within.get(1)),
        "within",
        "must be [from, to]");
  }

  /** Whether it compares numbers. */
  public boolean isNumeric() {
    return point != null && equals_ == null;
  }

  /** Itself, or the conditions it is composed of. */
  public Stream<Requirement> leaves() {
    return anyOf.isEmpty() ? Stream.of(this) : anyOf.stream().flatMap(Requirement::leaves);
  }

  /** Whether a numeric condition holds for this value; NaN never satisfies one. */
  public boolean holdsFor(double value) {
    if (!within.isEmpty()) {
      return value >= within.get(0) && value <= within.get(1);
    }
    return Double.isNaN(above) ? value < below : value > above;
  }
}
