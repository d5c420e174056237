package dev.penstock.gateway.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Keeps things running that may fail: opens them, and opens them again with growing pauses after
 * they end. A failure is reported once and then counted until it changes or is over.
 */
final class Supervisor implements AutoCloseable {

  /** Opens the thing; its end is told to {@link Watched#ended}. */
  interface Opener {
    AutoCloseable open() throws Exception;
  }

  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final ScheduledExecutorService executor;
  private final RandomGenerator random;
  private final List<Watched> all = new ArrayList<>();
  private final List<Future<?>> tasks = new ArrayList<>();

  Supervisor(RandomGenerator random) {
    this(random, Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "supervisor")));
  }

  Supervisor(RandomGenerator random, ScheduledExecutorService executor) {
    this.random = random;
    this.executor = executor;
  }

  /** Takes a thing into care; {@link Watched#start} opens it. */
  Watched watch(String what, Opener opener) {
    Watched watched = new Watched(what, opener);
    all.add(watched);
    return watched;
  }

  /** Runs a task again and again; a failure is logged and does not stop it. */
  void every(Duration period, String what, Runnable task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            Logger.error(e, "task failed task={}", what);
          }
        };
    long millis = period.toMillis();
    tasks.add(executor.scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    tasks.forEach(task -> task.cancel(false));
    executor.shutdownNow();
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).close();
    }
  }

  /** One thing in care. */
  final class Watched implements AutoCloseable {

    private final String what;
    private final Opener opener;
    private @Nullable AutoCloseable open;
    private @Nullable String lastReport;
    private int failures;
    private final AtomicInteger restarts = new AtomicInteger();
    private @Nullable Future<?> next;
    private boolean closed;

    private Watched(String what, Opener opener) {
      this.what = what;
      this.opener = opener;
    }

    synchronized void start() {
      schedule(Duration.ZERO);
    }

    /** The thing is over: it is closed and opened again after a pause. */
    void ended(Exception cause) {
      try {
        executor.execute(() -> again(cause));
      } catch (RejectedExecutionException e) {
        // Shutting down: it is closed with everything else.
        Logger.debug("ended while stopping what={}", what);
      }
    }

    /** How often it was opened again. */
    int restarts() {
      return restarts.get();
    }

    private synchronized void open(boolean again) {
      if (closed || open != null) {
        return;
      }
      restarts.addAndGet(again ? 1 : 0);
      try {
        open = opener.open();
        failures = 0;
      } catch (Exception e) {
        report(e);
        schedule(pause());
      }
    }

    private synchronized void again(Exception cause) {
      report(cause);
      closeQuietly();
      schedule(pause());
    }

    private void schedule(Duration pause) {
      if (!closed && !executor.isShutdown()) {
        next =
            executor.schedule(() -> open(!pause.isZero()), pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    /** Doubles up to a minute; the jitter keeps many from knocking at once. */
    private Duration pause() {
      long longest = LONGEST_PAUSE.toMillis();
      long millis = Math.min(longest, FIRST_PAUSE.toMillis() << Math.min(failures++, 10));
      return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }

    private void report(Exception cause) {
      String message = String.valueOf(cause.getMessage());
      if (message.equals(lastReport)) {
        Logger.debug("failed again what={} failures={}", what, failures);
        return;
      }
      lastReport = message;
      if (cause instanceof RuntimeException) {
        Logger.error(cause, "failed, will be restarted what={}", what);
      } else {
        Logger.warn("failed, will be restarted what={} why=\"{}\"", what, message);
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      if (next != null) {
        next.cancel(false);
      }
      closeQuietly();
    }

    private void closeQuietly() {
      AutoCloseable closing = open;
      open = null;
      if (closing == null) {
        return;
      }
      try {
        closing.close();
      } catch (Exception e) {
        Logger.warn("closing failed what={} why=\"{}\"", what, e.getMessage());
      }
    }
  }
}
