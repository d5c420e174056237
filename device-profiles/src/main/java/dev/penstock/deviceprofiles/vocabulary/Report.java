package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a value is worth reporting. */
public record Report(
    @Setting(value = "Changes smaller than this, in the unit, are not reported.", otherwise = "0")
        double deadband,
    @Setting(
            value = "An unchanged value is reported at least this often.",
            otherwise = Setting.NONE,
            example = "30s")
        @Nullable Duration heartbeat) {

  public Report {
    Check.notNegative("deadband", deadband);
    Check.positive("heartbeat", heartbeat);
  }
}
