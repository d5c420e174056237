package dev.penstock.contract.broker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one connection, for the MQTT library. A reader that dies of bytes it did not
 * expect would leave a connection that stands and is deaf: its death is told.
 */
public final class BrokerThreads extends ScheduledThreadPoolExecutor {

  /** To read, to send and to call back at all times; to connect, ping and end now and then. */
  private static final int MOST = 6;

  private static final long IDLE_SECONDS = 5;

  private final Consumer<Throwable> died;

  /**
   * @param died is called on the thread that ends, and must not wait
   */
  public BrokerThreads(String name, Consumer<Throwable> died) {
    super(
        MOST,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
    this.died = died;
    setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    allowCoreThreadTimeOut(true);
    setRemoveOnCancelPolicy(true);
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    super.afterExecute(task, thrown);
    if (task instanceof Future<?> done && done.isDone() && !done.isCancelled()) {
      try {
        Object unused = done.get();
      } catch (ExecutionException e) {
        died.accept(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
