package dev.penstock.gateway.runtime;

import java.time.Duration;

/** Gives a clock's offset the name a technician knows it by. */
final class ClockFault {

  private static final long SECOND = 1_000_000_000L;
  private static final long QUARTER_HOUR = 900 * SECOND;
  private static final long TAI = 37 * SECOND;
  private static final long GPS = 18 * SECOND;
  private static final long TOLERANCE = SECOND / 2;
  private static final long YEAR = 365L * 86_400 * SECOND;

  private ClockFault() {}

  /**
   * Names an offset.
   *
   * @param ahead ns the device's clock is ahead of the gateway's; negative when behind
   * @return empty when the clock is right enough
   */
  static String name(String device, long ahead) {
    long size = Math.abs(ahead);
    if (size < SECOND) {
      return "";
    }
    String direction = ahead > 0 ? " ahead" : " behind";
    return "clock of " + device + " is " + words(size) + direction + ": " + cause(size);
  }

  private static String cause(long size) {
    if (size > 10 * YEAR) {
      return "it was never set";
    }
    if (near(size % QUARTER_HOUR, 0) || near(size % QUARTER_HOUR, QUARTER_HOUR)) {
      return "wrong time zone, set it to UTC";
    }
    if (near(size, TAI)) {
      return "it runs on TAI, not UTC";
    }
    if (near(size, GPS)) {
      return "it runs on GPS time, not UTC";
    }
    return "set it, or give it a time server";
  }

  private static boolean near(long value, long target) {
    return Math.abs(value - target) < TOLERANCE;
  }

  private static String words(long nanos) {
    Duration d = Duration.ofSeconds((nanos + TOLERANCE) / SECOND);
    if (d.toDays() > 2) {
      return d.toDays() + " days";
    }
    String hours = d.toHours() > 0 ? d.toHours() + " h " : "";
    String minutes = d.toMinutesPart() > 0 ? d.toMinutesPart() + " min " : "";
    String seconds = d.toSecondsPart() > 0 ? d.toSecondsPart() + " s " : "";
    return (hours + minutes + seconds).strip();
  }
}
