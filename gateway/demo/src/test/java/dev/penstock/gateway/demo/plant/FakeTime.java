package dev.penstock.gateway.demo.plant;

import dev.penstock.contract.Clocks;
import java.time.Duration;

/** Both clocks, moved by hand. */
final class FakeTime {

  private long monoNanos = 1_000_000_000L;
  private long wallNanos = 1_772_350_200_000_000_000L;

  Clocks clocks() {
    return new Clocks(() -> wallNanos, () -> monoNanos);
  }

  long wallNanos() {
    return wallNanos;
  }

  void pass(Duration time) {
    monoNanos += time.toNanos();
    wallNanos += time.toNanos();
  }

  void stepWall(Duration step) {
    wallNanos += step.toNanos();
  }
}
