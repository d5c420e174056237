package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import java.time.Instant;

/** The system's clocks: the only place that reads them. */
public final class SystemClocks {

  private static final long NANOS = 1_000_000_000L;

  private SystemClocks() {}

  public static Clocks clocks() {
    return new Clocks(SystemClocks::wall, System::nanoTime);
  }

  private static long wall() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS + now.getNano();
  }
}
