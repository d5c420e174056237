package dev.penstock.gateway.actuation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many refusals of one key are recorded one by one: nobody fills the log by being refused. */
final class RefusalBudget {

  private static final int AN_HOUR = 60;
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final Map<String, Hour> hours = new HashMap<>();

  private static final class Hour {
    private final long began;
    private int count;

    Hour(long began) {
      this.began = began;
    }
  }

  /** Whether there is one left in this hour of the key's. */
  boolean spend(String keyId, long now) {
    Hour hour =
        hours.compute(keyId, (k, h) -> h == null || now - h.began >= HOUR ? new Hour(now) : h);
    return ++hour.count <= AN_HOUR;
  }
}
