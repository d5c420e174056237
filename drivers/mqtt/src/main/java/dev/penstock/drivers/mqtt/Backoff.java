package dev.penstock.drivers.mqtt;

import java.time.Duration;

/** Pauses that double up to a limit. */
final class Backoff {

  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first.compareTo(longest) < 0 ? first : longest;
    this.longest = longest;
    this.next = this.first;
  }

  Duration next() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }

  void reset() {
    next = first;
  }
}
