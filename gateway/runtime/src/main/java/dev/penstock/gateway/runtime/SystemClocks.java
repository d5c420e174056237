package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The system's clocks: the only place that reads them. */
public final class SystemClocks {

  private static final long NANOS = 1_000_000_000L;
  private static final Path UPTIME = Path.of("/proc/uptime");

  private SystemClocks() {}

  public static Clocks clocks() {
    return new Clocks(SystemClocks::wall, System::nanoTime);
  }

  private static long wall() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS + now.getNano();
  }

  /** Time since boot, running on in suspend; the monotonic clock where the kernel does not tell. */
  static long uptime() {
    try {
      String seconds = Files.readString(UPTIME, StandardCharsets.US_ASCII).split(" ", 2)[0];
      return (long) (Double.parseDouble(seconds) * NANOS);
    } catch (IOException | NumberFormatException e) {
      return System.nanoTime();
    }
  }
}
