package dev.penstock.contract.testkit;

import dev.penstock.contract.Clocks;
import java.time.Duration;

/**
 * Both clocks of a test. They usually pass together; a test that steps the calendar sets it alone.
 */
public record FakeTime(FakeWallClock wall, FakeMonotonicClock mono) {

  public FakeTime() {
    this(new FakeWallClock(), new FakeMonotonicClock());
  }

  public void pass(Duration by) {
    wall.advance(by);
    mono.advance(by);
  }

  public Clocks clocks() {
    return new Clocks(wall, mono);
  }
}
