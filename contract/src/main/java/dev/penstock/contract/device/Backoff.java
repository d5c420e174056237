package dev.penstock.contract.device;

import java.time.Duration;

/** Pauses before the next attempt, which double up to a limit. Not thread-safe. */
public final class Backoff {

  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.first = first.compareTo(longest) < 0 ? first : longest;
    this.longest = longest;
    this.next = this.first;
  }

  public Duration next() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }

  /** After a success: begins again with the first. */
  public void reset() {
    next = first;
  }
}
