package dev.penstock.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerThreadsTest {

  private final CompletableFuture<Throwable> death = new CompletableFuture<>();
  private final BrokerThreads threads = new BrokerThreads("test", death::complete);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void theDeathOfAReaderIsTold() throws Exception {
    Future<?> unused =
        threads.submit(
            () -> {
              throw new IllegalStateException("what is that?");
            });

    assertThat(death.get(10, TimeUnit.SECONDS)).hasMessage("what is that?");
  }

  @Test
  void anEndIsNoDeath() throws Exception {
    threads.submit(() -> {}).get(10, TimeUnit.SECONDS);
    threads.shutdown();

    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(death).isNotDone();
  }
}
