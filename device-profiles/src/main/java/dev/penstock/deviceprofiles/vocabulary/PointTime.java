package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a point's event time is found, and how far it may be off. */
public record PointTime(
    @Setting(value = "Whose clock is believed.", otherwise = "auto") Basis basis,
    @Setting(value = "Nominal time between two values.", otherwise = Setting.NONE, example = "1s")
        @Nullable Duration samplingInterval,
    @Setting(
            value = "How far the device's clock may be off before its stamps are not used as is.",
            otherwise = "1s",
            example = "200ms")
        Duration maxClockOffset,
    @Setting(
            value = "Uncertainty of event time that is still acceptable.",
            otherwise = Setting.NONE,
            example = "50ms")
        @Nullable Duration maxEventUncertainty,
    @Setting(
            value = "How far behind its point a value may come before it is late.",
            otherwise = "10s")
        Duration allowedLateness) {

  public PointTime {
    Check.positive("samplingInterval", samplingInterval);
    Check.positive("maxClockOffset", maxClockOffset);
    Check.positive("maxEventUncertainty", maxEventUncertainty);
    Check.positive("allowedLateness", allowedLateness);
  }
}
