package dev.penstock.deviceprofiles.fit;

import java.util.Locale;

/** What is compared. */
public enum Aspect {
  CONCEPT,
  UNIT,
  TYPE,
  SAMPLING,
  EVENT_TIME,
  STALENESS,
  SYNC_BOUND,
  UNCERTAINTY,
  RANGE,
  QUALITY,
  LIFECYCLE,
  COMMANDS;

  /** {@code event-time}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
