package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Mode;
import java.time.Duration;

/**
 * How far the gate goes. Down whenever somebody who may says so, at once. Up only as far as the
 * settings of this start ask and the policy allows, and only once somebody at the box has shown it
 * by the input that the policy names; what was reached is kept in the log and needs no second
 * showing.
 */
final class ModeSwitch {

  /** A key that is left in its switch must not raise the mode days later. */
  private static final long SHOW_WITHIN = Duration.ofMinutes(10).toNanos();

  private final Mode wanted;
  private final long started;
  private Mode reached;
  private boolean lowered;

  /**
   * A switch of one run.
   *
   * @param wanted by the settings
   * @param before what an earlier run had reached
   */
  ModeSwitch(Mode wanted, Mode before, long nowMono) {
    this.wanted = wanted;
    this.reached = wanted.isAtMost(before) ? wanted : before;
    this.started = nowMono;
  }

  /** What this run has reached; the policy may still narrow it. */
  Mode reached() {
    return reached;
  }

  Mode wanted() {
    return wanted;
  }

  /** Whether presence would raise it now. */
  boolean isWaiting(long nowMono) {
    return !lowered && !wanted.isAtMost(reached) && nowMono - started < SHOW_WITHIN;
  }

  /** Somebody showed that he is at the box. */
  void raise() {
    reached = wanted;
  }

  /** Until the next start it does not rise again. */
  void lower(Mode to) {
    lowered = true;
    reached = to.isAtMost(reached) ? to : reached;
  }
}
