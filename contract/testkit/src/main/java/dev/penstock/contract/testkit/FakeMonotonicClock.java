package dev.penstock.contract.testkit;

import dev.penstock.contract.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when the test says so. Thread-safe. */
public final class FakeMonotonicClock implements MonotonicClock {

  private final AtomicLong now = new AtomicLong(1_000_000_000L);

  @Override
  public long nanos() {
    return now.get();
  }

  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("monotonic time does not go back by " + by);
    }
    now.addAndGet(by.toNanos());
  }

  /** As after a boot: any origin. */
  public void reboot(long origin) {
    now.set(origin);
  }
}
