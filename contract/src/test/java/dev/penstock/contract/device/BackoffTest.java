package dev.penstock.contract.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  @Test
  void doublesUpToItsLimitAndBeginsAnewWhenReset() {
    Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(1));

    assertThat(backoff.next()).hasMillis(250);
    assertThat(backoff.next()).hasMillis(500);
    assertThat(backoff.next()).hasMillis(1000);
    assertThat(backoff.next()).hasMillis(1000);
    backoff.reset();
    assertThat(backoff.next()).hasMillis(250);
  }

  @Test
  void neverPausesLongerThanTheLimit() {
    assertThat(new Backoff(Duration.ofMillis(250), Duration.ofMillis(100)).next()).hasMillis(100);
  }
}
