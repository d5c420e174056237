package dev.penstock.buffer;

import dev.penstock.contract.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;

/** Where the journal lies, how much it may take and what a power cut may cost. */
public record JournalSettings(
    @Setting(
            value = "Folder of the journal, on a disk of its own if there is one.",
            otherwise = "journal",
            example = "/var/lib/penstock/journal")
        Path folder,
    @Setting(
            value = "How much of the disk the journal may take, at least four segments.",
            otherwise = "1GiB")
        long maxBytes,
    @Setting(
            value =
                "What happens when it is full and an uplink still waits for the oldest rows:"
                    + " drop-oldest drops and records them as lost, refuse keeps them and records"
                    + " the new ones as lost.",
            example = "drop-oldest")
        WhenFull whenFull,
    @Setting(
            value =
                "When rows are forced to the disk. every: before each append returns, a power cut"
                    + " costs nothing acknowledged. interval: within syncInterval, up to 5 s when"
                    + " little comes in. none: when the system gets to it, some 30 s, and"
                    + " acknowledgements do not wait for it.",
            otherwise = "interval")
        Sync sync,
    @Setting(
            value = "The longest that busy rows wait for the disk with sync: interval.",
            otherwise = "500ms")
        Duration syncInterval,
    @Setting(
            value = "Size of a segment, the unit that retention drops: 4MiB to 1GiB.",
            otherwise = "32MiB")
        long segmentBytes) {

  private static final long MIB = 1 << 20;

  /** What goes when the disk is full. */
  public enum WhenFull {
    DROP_OLDEST,
    REFUSE
  }

  /** When rows are forced to the disk. */
  public enum Sync {
    NONE,
    INTERVAL,
    EVERY
  }

  public JournalSettings {
    if (segmentBytes < 4 * MIB || segmentBytes > 1024 * MIB) {
      throw new IllegalArgumentException("segmentBytes: must be from 4MiB to 1GiB");
    }
    if (maxBytes < 4 * segmentBytes) {
      throw new IllegalArgumentException(
          "maxBytes: must be at least four segments, " + 4 * segmentBytes / MIB + "MiB");
    }
    if (syncInterval.toMillis() < 1 || syncInterval.toSeconds() > 60) {
      throw new IllegalArgumentException("syncInterval: must be from 1ms to 60s");
    }
  }

  /** What a killed process and a power cut cost under {@code sync}, in words. */
  public String lossWindow() {
    return switch (sync) {
      case NONE -> "none: a killed process loses nothing, a power cut some 30 s";
      case INTERVAL ->
          "interval: a killed process loses nothing, a power cut up to %d ms, or 5 s of few rows"
              .formatted(syncInterval.toMillis());
      case EVERY -> "every: neither a killed process nor a power cut loses what was appended";
    };
  }
}
