package dev.penstock.gateway.actuation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What time it is, without a wall clock: no earlier than anything that was ever signed or recorded
 * says, and from the twin's word on as the monotonic clock runs. Never goes back.
 */
final class TrustedTime {

  private Instant floor = Instant.EPOCH;
  private @Nullable Stated stated;

  private record Stated(Instant time, long mono) {
    Instant at(long nowMono) {
      return time.plusNanos(Math.max(0, nowMono - mono));
    }
  }

  /** A document or a record says that it is at least this late. */
  void atLeast(Instant time) {
    floor = floor.isAfter(time) ? floor : time;
  }

  /** The twin says so, as of the moment when its challenge was sent. */
  void stated(Instant time, long mono) {
    Instant now = floor(mono);
    stated = new Stated(now.isAfter(time) ? now : time, mono);
  }

  /** Certainly not earlier than this. */
  Instant floor(long nowMono) {
    Instant running = stated == null ? floor : stated.at(nowMono);
    return running.isAfter(floor) ? running : floor;
  }

  /** The machine slept: how much time passed is not known, so nothing runs on. */
  void stop(long nowMono) {
    floor = floor(nowMono);
    stated = null;
  }

  /** Seconds since 1970, for the log. */
  long seconds(long nowMono) {
    return floor(nowMono).getEpochSecond();
  }

  /** How long ago, at most. */
  static Duration since(long mono, long nowMono) {
    return Duration.ofNanos(Math.max(0, nowMono - mono));
  }
}
