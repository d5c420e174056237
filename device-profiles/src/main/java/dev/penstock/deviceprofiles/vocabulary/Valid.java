package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.PointDescriptor.ValidRange;
import dev.penstock.contract.settings.Setting;

/** What is plausible, in the unit; NaN where there is no bound. */
public record Valid(
    @Setting(value = "Smallest plausible value.", otherwise = Setting.NONE) double min,
    @Setting(value = "Largest plausible value.", otherwise = Setting.NONE) double max,
    @Setting(value = "Largest plausible change per second.", otherwise = Setting.NONE)
        double maxRate) {

  public Valid {
    Check.that(!(min >= max), "max", "must be greater than min");
    Check.positive("maxRate", maxRate);
  }

  public ValidRange range() {
    return new ValidRange(min, max, maxRate);
  }
}
