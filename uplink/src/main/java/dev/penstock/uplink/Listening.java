package dev.penstock.uplink;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether somebody takes and answers what is sent, and how long to wait where nobody does: ever
 * longer, so that an outage of a week costs neither the broker nor us anything.
 */
final class Listening {

  private static final long NOT_NOW = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_TIMEOUT = TimeUnit.MINUTES.toNanos(10);
  private static final long ASK_AGAIN = TimeUnit.MINUTES.toNanos(1);
  private static final long FIRST_HOLD = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_HOLD = TimeUnit.SECONDS.toNanos(30);
  private static final int MAX_DOUBLINGS = 10;

  private final long timeout;
  private long heldUntil;
  private long hold;
  private long probeAt;
  private boolean nobody;
  private int silences;

  Listening(Duration ackTimeout, long now) {
    this.timeout = ackTimeout.toNanos();
    this.heldUntil = now;
    this.probeAt = now;
  }

  /** A new connection: all doubts are of the one before. */
  void connected() {
    silences = 0;
    hold = 0;
    nobody = false;
  }

  /** Somebody is there again. */
  void resume(long now) {
    connected();
    heldUntil = now;
  }

  /** Whether nothing may be sent yet. */
  boolean isHeld(long now) {
    return now - heldUntil < 0;
  }

  /** Whether to ask if somebody is there before sending more; now and then rows go all the same. */
  boolean isDoubtful(long now) {
    return nobody || (silences > 1 && now - probeAt < 0);
  }

  /** Whether there was no answer, or no listener, since the last resumption. */
  boolean wasDoubted() {
    return silences > 0 || nobody;
  }

  /** Whether as much may be under way as the settings allow. */
  boolean isSure() {
    return silences == 0 && hold == 0;
  }

  /** How long an acknowledgement may take. */
  long patience() {
    return Math.min(Math.max(timeout, LONGEST_TIMEOUT), timeout << silences);
  }

  /** The carrier could not take it just now. */
  void notNow(long now) {
    heldUntil = now + NOT_NOW;
  }

  /** It was asked whether somebody is there. */
  void asked(long now) {
    if (!nobody) {
      heldUntil = now + Math.min(ASK_AGAIN, timeout << silences);
      silence();
    }
  }

  /** Nobody has answered in time. */
  void silence() {
    silences = Math.min(MAX_DOUBLINGS, silences + 1);
  }

  /** A frame went out. */
  void sent(long now) {
    probeAt = now + LONGEST_TIMEOUT;
  }

  /**
   * The broker took a frame.
   *
   * @return whether nobody had listened before
   */
  boolean taken() {
    hold = 0;
    return nobody;
  }

  /** The broker refused a frame, or had nobody to give it to. */
  void refused(long now, boolean hadNobody) {
    nobody = hadNobody;
    if (!isHeld(now)) {
      hold = Math.min(LONGEST_HOLD, Math.max(FIRST_HOLD, hold * 2));
      heldUntil = now + hold;
    }
  }
}
