package dev.penstock.gateway.runtime;

import dev.penstock.contract.ClockState;
import dev.penstock.gateway.runtime.GatewayClock.Health;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks chrony, where it runs: |system time offset| + root dispersion + root delay / 2 bounds the
 * error.
 */
final class ChronyReference implements GatewayClock.Reference {

  private static final int OFFSET = 4;
  private static final int ROOT_DELAY = 10;
  private static final int ROOT_DISPERSION = 11;
  private static final int LEAP_STATUS = 13;
  private static final double NANOS = 1e9;

  private final List<String> command;
  private boolean absent;

  ChronyReference(List<String> command) {
    this.command = List.copyOf(command);
  }

  static ChronyReference ofSystem() {
    return new ChronyReference(List.of("chronyc", "-c", "tracking"));
  }

  @Override
  public Health read() {
    if (absent) {
      return Health.UNKNOWN;
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Health.UNKNOWN;
      }
      byte[] answer = process.getInputStream().readNBytes(4096);
      return process.exitValue() == 0
          ? parse(new String(answer, StandardCharsets.US_ASCII).strip())
          : Health.UNKNOWN;
    } catch (IOException e) {
      // Not installed: there is no use in asking again.
      absent = true;
      return Health.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.UNKNOWN;
    }
  }

  /** Reads one line of comma-separated tracking values. */
  static Health parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length <= LEAP_STATUS || fields[LEAP_STATUS].equals("Not synchronised")) {
      return fields.length <= LEAP_STATUS
          ? Health.UNKNOWN
          : new Health(ClockState.FREE_RUNNING, Health.UNKNOWN.errorBound());
    }
    try {
      double seconds =
          Math.abs(Double.parseDouble(fields[OFFSET]))
              + Double.parseDouble(fields[ROOT_DISPERSION])
              + Double.parseDouble(fields[ROOT_DELAY]) / 2;
      return new Health(ClockState.SYNCED, (long) (seconds * NANOS));
    } catch (NumberFormatException e) {
      return Health.UNKNOWN;
    }
  }
}
