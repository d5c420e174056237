package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.Quality;
import dev.penstock.contract.settings.Setting;
import java.time.Duration;

/** What holds for every point that does not say otherwise. */
public record Defaults(
    @Setting(value = "Without any sign of life for this long a value is stale.", otherwise = "30s")
        Duration staleAfter,
    @Setting(value = "Sharing class, for admission and uplink filters.", otherwise = "operational")
        String dataClass,
    @Setting(value = "Quality that consumers ask for.", otherwise = "{}") QualityNeeded quality) {

  public Defaults {
    Check.positive("staleAfter", staleAfter);
    Point.checkDataClass(dataClass);
  }

  /** How good a value must be. */
  public record QualityNeeded(
      @Setting(value = "Worst quality that may feed a model.", otherwise = "good")
          Quality minForModel) {}
}
