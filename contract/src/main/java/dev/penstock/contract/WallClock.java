package dev.penstock.contract;

/** What the calendar says. May step in either direction: never use it to order or to time out. */
@FunctionalInterface
public interface WallClock {

  /** Nanoseconds since 1970-01-01T00:00Z, without leap seconds. */
  long nanos();
}
