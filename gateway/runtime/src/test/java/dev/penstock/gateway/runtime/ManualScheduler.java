package dev.penstock.gateway.runtime;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs what was scheduled when the test says so, in the order of its times. */
final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

  private record Task(long at, long order, Runnable work, long period) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long orders;
  private boolean shutdown;

  /** Runs the next task at its time. */
  void runNext() {
    Task task = tasks.remove();
    now = task.at();
    task.work().run();
    if (task.period() > 0) {
      add(task.work(), task.period(), task.period());
    }
  }

  /** How long from now the next task is due. */
  Duration nextDelay() {
    return Duration.ofNanos(tasks.element().at() - now);
  }

  @Override
  public void execute(Runnable work) {
    add(work, 0, 0);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    add(work, unit.toNanos(delay), 0);
    return new Pending();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable work, long initialDelay, long delay, TimeUnit unit) {
    add(work, unit.toNanos(initialDelay), unit.toNanos(delay));
    return new Pending();
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    throw new IllegalStateException("not used");
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable work, long initialDelay, long period, TimeUnit unit) {
    throw new IllegalStateException("not used");
  }

  private void add(Runnable work, long delay, long period) {
    if (shutdown) {
      throw new RejectedExecutionException("shut down");
    }
    tasks.add(new Task(now + delay, orders++, work, period));
  }

  @Override
  public void shutdown() {
    shutdown = true;
    tasks.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }

  /** Nobody waits for it. */
  private static final class Pending extends CompletableFuture<@Nullable Void>
      implements ScheduledFuture<@Nullable Void> {

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }
}
