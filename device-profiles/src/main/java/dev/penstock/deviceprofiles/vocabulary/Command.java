package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A proposal of what may be written; only the signed policy allows it. */
public record Command(
    @Setting(value = "What it does, for people.", otherwise = "") String title,
    @Setting(value = "Type of its value; else the target point's.", otherwise = Setting.NONE)
        @Nullable PointType type,
    @Setting(value = "UCUM unit; else the target point's.", otherwise = Setting.NONE)
        @Nullable String unit,
    @Setting(value = "IRI of the quantity; else the target point's.", otherwise = Setting.NONE)
        @Nullable String concept,
    @Setting("What it writes.") Target target,
    @Setting("The point that shows whether it took effect.") String readback,
    @Setting(value = "Hard limits; required for numbers.", otherwise = Setting.NONE)
        @Nullable Limits limits,
    @Setting(value = "How often it may be given.", otherwise = Setting.NONE)
        @Nullable RateLimit rateLimit,
    @Setting(value = "How long an order stays valid.", otherwise = "10s") Duration expiresAfter,
    @Setting(value = "When it counts as confirmed.", otherwise = "{}") Verify verify,
    @Setting(value = "Interlocks: all must hold.", otherwise = "[]") List<Requirement> requires,
    @Setting("What becomes of the output at the end.") AtEnd atEnd) {

  public Command {
    Check.positive("expiresAfter", expiresAfter);
    Check.text("title", title, 200);
    Check.that(
        type == null
            || type == PointType.DOUBLE
            || type == PointType.INT64
            || type == PointType.BOOL,
        "type",
        "a command writes a double, an int64 or a bool");
  }
}
