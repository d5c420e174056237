package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;

/** Hard limits of a command, in its unit; NaN where there is no bound. */
public record Limits(
    @Setting("Smallest value that may be written.") double min,
    @Setting("Largest value that may be written.") double max,
    @Setting(value = "Largest step from the present value.", otherwise = Setting.NONE)
        double maxStep,
    @Setting(value = "Largest change per second over several commands.", otherwise = Setting.NONE)
        double maxRate) {

  public Limits {
    Check.that(!(min >= max), "max", "must be greater than min");
    Check.positive("maxStep", maxStep);
    Check.positive("maxRate", maxRate);
  }

  public boolean allows(double value) {
    return value >= min && value <= max;
  }
}
