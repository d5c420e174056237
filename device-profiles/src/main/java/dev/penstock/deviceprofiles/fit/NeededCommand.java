package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.settings.Setting;
import org.jspecify.annotations.Nullable;

/** A command that a consumer wants to give. Whether it may is the signed policy's to say. */
public record NeededCommand(
    @Setting(
            value = "The profile's command; else it is found by the concept.",
            otherwise = Setting.NONE)
        @Nullable String command,
    @Setting(value = "IRI or IRDI of the quantity.", otherwise = Setting.NONE)
        @Nullable String concept,
    @Setting(value = "UCUM unit.", otherwise = Setting.NONE) @Nullable String unit,
    @Setting(value = "Values it wants to command, in its unit.", otherwise = "{}")
        NeededPoint.Range range,
    @Setting(value = "Whether it can do without.", otherwise = "false") boolean optional) {

  public NeededCommand {
    if (command == null && concept == null) {
      throw new IllegalArgumentException("must have a command or a concept");
    }
  }
}
