package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.settings.Setting;
import dev.penstock.deviceprofiles.vocabulary.Aggregation;
import dev.penstock.deviceprofiles.vocabulary.PointType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A point that a consumer needs. What is left out does not matter to it. */
public record NeededPoint(
    @Setting("IRI or IRDI of the quantity.") String concept,
    @Setting(
            value = "The profile's point, where the concept alone is ambiguous.",
            otherwise = Setting.NONE)
        @Nullable String point,
    @Setting(
            value = "The part observed, where the concept alone is ambiguous.",
            otherwise = Setting.NONE)
        @Nullable String observes,
    @Setting(value = "Whether it may be missing.", otherwise = "false") boolean optional,
    @Setting(value = "UCUM unit.", otherwise = Setting.NONE) @Nullable String unit,
    @Setting(value = "Whether values are differences, which have no zero.", otherwise = "false")
        boolean difference,
    @Setting(value = "Type of the value.", otherwise = Setting.NONE) @Nullable PointType type,
    @Setting(value = "What a value says of its interval.", otherwise = Setting.NONE)
        @Nullable Aggregation aggregation,
    @Setting(value = "Values it can take, in its unit.", otherwise = "{}") Range range,
    @Setting(value = "Longest interval between values.", otherwise = Setting.NONE)
        @Nullable Duration maxInterval,
    @Setting(value = "Shortest interval it can take.", otherwise = Setting.NONE)
        @Nullable Duration minInterval,
    @Setting(value = "Largest standard uncertainty, in its unit.", otherwise = Setting.NONE)
        double maxUncertainty,
    @Setting(value = "Event time.", otherwise = "{}") NeededTime time,
    @Setting(
            value = "A value without sign of life for longer must be stale.",
            otherwise = Setting.NONE)
        @Nullable Duration maxAge,
    @Setting(value = "How far twin and plant may be apart.", otherwise = Setting.NONE)
        @Nullable SyncLimit syncBound,
    @Setting(value = "What it understands of quality.", otherwise = "full") QualityForm quality) {

  public NeededPoint {
    notNegative("maxUncertainty", maxUncertainty);
  }

  private static void notNegative(String key, double number) {
    if (number < 0) {
      throw new IllegalArgumentException(key + ": must not be negative");
    }
  }

  /** What a consumer understands of quality. */
  public enum QualityForm {
    FULL,
    GOOD_BAD
  }

  /** From one value to another. */
  public record Range(
      @Setting(value = "Smallest value.", otherwise = Setting.NONE) double min,
      @Setting(value = "Largest value.", otherwise = Setting.NONE) double max) {

    public Range {
      if (min >= max) {
        throw new IllegalArgumentException("max: must be greater than min");
      }
    }

    Interval interval() {
      return new Interval(min, max);
    }
  }

  /** What event time must rest on. */
  public record NeededTime(
      @Setting(
              value = "Accepted bases; all if left out.",
              otherwise = "[]",
              example = "[source, source-corrected]")
          List<TimeBasis> bases,
      @Setting(value = "Largest uncertainty.", otherwise = Setting.NONE)
          @Nullable Duration maxUncertainty) {}

  /** How far twin and plant may be apart. */
  public record SyncLimit(
      @Setting("Largest error, in the unit.") double error,
      @Setting(value = "At this latency and time uncertainty together.", otherwise = "0s")
          Duration latency) {

    public SyncLimit {
      notNegative("error", error);
    }
  }
}
