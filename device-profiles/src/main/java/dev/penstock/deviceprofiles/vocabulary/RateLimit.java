package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.time.Duration;

/** How often a command may be given. */
public record RateLimit(
    @Setting(value = "Commands.", example = "6") int commands,
    @Setting(value = "In any period of this length.", example = "1min") Duration per) {

  public RateLimit {
    Check.that(commands >= 1 && commands <= 100_000, "commands", "must be 1 to 100000");
    Check.positive("per", per);
  }

  public double perSecond() {
    return commands * 1e9 / per.toNanos();
  }
}
