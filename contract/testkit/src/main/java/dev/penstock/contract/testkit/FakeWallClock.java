package dev.penstock.contract.testkit;

import dev.penstock.contract.WallClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A calendar that shows what the test says. Thread-safe. */
public final class FakeWallClock implements WallClock {

  /** 2025-01-01T00:00Z: late enough to be plausible as an event time. */
  public static final long START = 1_735_689_600_000_000_000L;

  private final AtomicLong now = new AtomicLong(START);

  @Override
  public long nanos() {
    return now.get();
  }

  public void set(long nanos) {
    now.set(nanos);
  }

  /** Goes on, or back by a negative duration. */
  public void advance(Duration by) {
    now.addAndGet(by.toNanos());
  }
}
