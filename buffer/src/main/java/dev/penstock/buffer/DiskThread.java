package dev.penstock.buffer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/**
 * A thread that does the work of one owner on the disk. It alone touches files, so that an
 * interrupt meant for somebody else cannot close them.
 */
final class DiskThread {

  private final ScheduledThreadPoolExecutor executor;

  DiskThread(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs a task soon; not at all once it is stopped. */
  void submit(Runnable task) {
    try {
      executor.execute(() -> guarded(task));
    } catch (RejectedExecutionException stopped) {
      Logger.debug("The thread has stopped.");
    }
  }

  void repeat(long millis, Runnable task) {
    Future<?> forEver =
        executor.scheduleWithFixedDelay(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    Logger.trace("A repeated task has begun. task={}", forEver);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      Logger.error(e, "Work on the disk failed.");
    }
  }

  /** Runs a task and waits for its end, whatever interrupts. */
  void runAndWait(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    executor.execute(
        () -> {
          guarded(task);
          done.countDown();
        });
    boolean interrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    executor.shutdownNow();
  }
}
