package dev.penstock.deviceprofiles.fit;

import java.util.Locale;

/** How well something fits. */
public enum Verdict {
  FITS(0),
  FITS_WITH_ADAPTATIONS(10),
  DOES_NOT_FIT(20);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of {@code penstock profile fit}. */
  public int exitCode() {
    return exitCode;
  }

  public Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** {@code fits-with-adaptations}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
