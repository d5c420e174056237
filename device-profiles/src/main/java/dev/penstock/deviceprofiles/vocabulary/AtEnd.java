package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import org.jspecify.annotations.Nullable;

/** What becomes of a held output at its end: the safe value, or the PLC takes over again. */
public record AtEnd(
    @Setting(value = "The safe value.", otherwise = Setting.NONE) @Nullable String value,
    @Setting(value = "Who takes over instead.", otherwise = Setting.NONE)
        @Nullable Release release) {

  /** Who may take over. */
  public enum Release {
    PLC
  }

  public AtEnd {
    if ((value == null) == (release == null)) {
      throw new IllegalArgumentException("must have a value, or release: plc");
    }
  }
}
