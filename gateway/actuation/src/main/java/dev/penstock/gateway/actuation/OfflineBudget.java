package dev.penstock.gateway.actuation;

import java.time.Duration;

/**
 * How long the gateway has been powered without the twin's word, over all its runs. It counts
 * powered minutes, so that no clock can move it, and ten for each start, so that restarting gains
 * nothing; only fresh trust brings it back to zero.
 */
final class OfflineBudget {

  static final int A_START = 10;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** What a crash loses at most is what a start adds. */
  private static final long TICK = A_START * MINUTE;

  private long minutes;
  private long since;
  private long tickedAt;

  /** The log of earlier runs says it was so much. */
  void recorded(long minutesThen) {
    minutes = minutesThen;
  }

  /** What the log of earlier runs says. */
  long recorded() {
    return minutes;
  }

  /** A run begins: this one, or one of which the log tells. */
  void start(long nowMono) {
    minutes += A_START;
    since = nowMono;
    tickedAt = nowMono;
  }

  /** The twin has spoken. */
  void zero(long nowMono) {
    minutes = 0;
    since = nowMono;
    tickedAt = nowMono;
  }

  long minutes(long nowMono) {
    return minutes + Math.max(0, nowMono - since) / MINUTE;
  }

  /** Whether it is time to write it into the log. */
  boolean isTickDue(long nowMono) {
    return nowMono - tickedAt >= TICK;
  }

  void ticked(long nowMono) {
    tickedAt = nowMono;
  }

  boolean isSpent(Duration budget, long nowMono) {
    return minutes(nowMono) > budget.toMinutes();
  }
}
