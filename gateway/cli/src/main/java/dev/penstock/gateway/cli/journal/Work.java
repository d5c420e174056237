package dev.penstock.gateway.cli.journal;

import dev.penstock.contract.MonotonicClock;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says on standard error how far long work has come, and how fast; nothing if it is short. */
final class Work {

  private static final long PERIOD = TimeUnit.SECONDS.toNanos(2);

  private final String what;
  private final PrintWriter err;
  private final MonotonicClock mono;
  private final long begun;
  private long told;

  Work(String what, PrintWriter err, MonotonicClock mono) {
    this.what = what;
    this.err = err;
    this.mono = mono;
    this.begun = mono.nanos();
    this.told = begun;
  }

  /**
   * So many rows are done.
   *
   * @param where how far that is, in words
   */
  void at(long rows, String where) {
    long now = mono.nanos();
    if (now - told >= PERIOD) {
      told = now;
      err.println(what + ": " + line(rows, now) + ", " + where);
      err.flush();
    }
  }

  /** Rows, seconds and rate up to now. */
  String line(long rows) {
    return line(rows, mono.nanos());
  }

  private String line(long rows, long now) {
    double seconds = Math.max(1e-3, (now - begun) / 1e9);
    return String.format(
        Locale.ROOT,
        "%s rows in %.1f s, %s rows/s",
        Sizes.whole(rows),
        seconds,
        Sizes.whole((long) (rows / seconds)));
  }
}
