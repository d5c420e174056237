package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.time.Duration;

/** When a written value counts as confirmed by its read-back. */
public record Verify(
    @Setting(value = "How long the read-back may take to follow.", otherwise = "5s")
        Duration within,
    @Setting(value = "How far it may be off, in the unit.", otherwise = "0") double tolerance) {

  public Verify {
    Check.positive("within", within);
    Check.notNegative("tolerance", tolerance);
  }
}
