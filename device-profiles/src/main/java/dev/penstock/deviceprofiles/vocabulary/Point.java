package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One typed point of a device. */
public record Point(
    @Setting("Type of its value.") PointType type,
    @Setting(
            value = "UCUM unit, \"1\" for dimensionless; required for numbers.",
            otherwise = Setting.NONE,
            example = "Cel")
        @Nullable String unit,
    @Setting(
            value = "IRI or IRDI of the quantity; required for numbers.",
            otherwise = Setting.NONE,
            example = "http://qudt.org/vocab/quantitykind/Temperature")
        @Nullable String concept,
    @Setting(value = "Other names of the concept: IRIs, IRDIs, prefix:name.", otherwise = "[]")
        List<String> alsoKnownAs,
    @Setting(value = "What it is, for people.", otherwise = "") String title,
    @Setting(value = "The part of the device it observes.", otherwise = "") String observes,
    @Setting(value = "What a value says of its interval.", otherwise = "instant")
        Aggregation aggregation,
    @Setting("Where it is read.") Source source,
    @Setting(value = "Event time.", otherwise = "{}") PointTime time,
    @Setting(value = "When to report.", otherwise = "{}") Report report,
    @Setting(value = "What is plausible.", otherwise = "{}") Valid valid,
    @Setting(
            value =
                "Without any sign of life for this long it is stale; else the profile's default.",
            otherwise = Setting.NONE,
            example = "10s")
        @Nullable Duration staleAfter,
    @Setting(value = "Standard uncertainty, in the unit.", otherwise = Setting.NONE)
        double uncertainty,
    @Setting(value = "What it may be used for.", otherwise = "[twin]") List<Use> use,
    @Setting(value = "Sharing class; else the profile's default.", otherwise = Setting.NONE)
        @Nullable String dataClass) {

  /** The unit of what has none. */
  public static final String DIMENSIONLESS = "1";

  public Point {
    Check.positive("staleAfter", staleAfter);
    Check.notNegative("uncertainty", uncertainty);
    Check.text("title", title, 200);
    Check.text("observes", observes, 200);
    if (dataClass != null) {
      checkDataClass(dataClass);
    }
    if (!type.isNumeric()) {
      Check.that(
          unit == null || unit.equals(DIMENSIONLESS), "unit", "a " + type.word() + " has none");
      Check.that(Double.isNaN(uncertainty), "uncertainty", "a " + type.word() + " has none");
      Check.that(report.deadband() == 0, "report.deadband", "a " + type.word() + " has none");
      Check.that(
          valid.equals(new Valid(Double.NaN, Double.NaN, Double.NaN)),
          "valid",
          "a " + type.word() + " has no range");
    }
  }

  static void checkDataClass(String dataClass) {
    Check.that(dataClass.matches("[a-z0-9-]{1,64}"), "dataClass", "must be [a-z0-9-]");
  }

  /** The unit, {@value #DIMENSIONLESS} where there is none. */
  public String unitOrOne() {
    return unit == null ? DIMENSIONLESS : unit;
  }

  /** The concept, empty where there is none. */
  public String conceptOrEmpty() {
    return concept == null ? "" : concept;
  }
}
