package dev.penstock.gateway.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, told to whoever waits for it. The process then ends with the verb's own exit
 * code, once the verb has said it.
 */
final class StopRequest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int exitCode;

  /** For tests; asked by {@link #ask}. */
  StopRequest() {}

  static StopRequest onShutdown() {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(new Thread(request::shutDown, "stop"));
    return request;
  }

  void ask() {
    asked.countDown();
  }

  /** Waits; true as soon as it was asked to stop. */
  boolean await(Duration atMost) throws InterruptedException {
    return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Says that all is done, and with which exit code. */
  void endsWith(int code) {
    exitCode = code;
    ended.countDown();
  }

  /** Runs when the process ends, asked for or not: then everything has been said already. */
  private void shutDown() {
    boolean byItself = ended.getCount() == 0;
    ask();
    if (!byItself && endedInTime()) {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  private boolean endedInTime() {
    try {
      return ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
