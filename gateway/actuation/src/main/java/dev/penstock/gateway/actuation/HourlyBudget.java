package dev.penstock.gateway.actuation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many records an hour one key may cause without writing anything: nobody fills the log. */
final class HourlyBudget {

  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final int most;
  private final Map<String, Hour> hours = new HashMap<>();

  private static final class Hour {
    private final long began;
    private int count;

    Hour(long began) {
      this.began = began;
    }
  }

  HourlyBudget(int most) {
    this.most = most;
  }

  /** Whether there is one left in this hour of the key's. */
  boolean spend(String keyId, long now) {
    Hour hour =
        hours.compute(keyId, (k, h) -> h == null || now - h.began >= HOUR ? new Hour(now) : h);
    return ++hour.count <= most;
  }
}
