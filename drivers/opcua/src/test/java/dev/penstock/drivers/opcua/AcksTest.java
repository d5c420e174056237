package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Test;

final class AcksTest {

  private final Acks acks = new Acks();

  private List<Long> taken() {
    return Stream.of(acks.take(Unsigned.uint(5)))
        .map(ack -> ack.getSequenceNumber().longValue())
        .toList();
  }

  @Test
  void waitsUntilTheLastRowIsDurable() {
    acks.delivered(1, 100);
    acks.delivered(2, 110);

    acks.durable(99);
    assertThat(taken()).isEmpty();

    acks.durable(100);
    assertThat(taken()).containsExactly(1L);
    assertThat(acks.held()).isEqualTo(1);
  }

  @Test
  void givesEachOnce() {
    acks.delivered(1, 100);
    acks.durable(100);

    assertThat(taken()).containsExactly(1L);
    assertThat(taken()).isEmpty();
  }

  @Test
  void waitsForNothingWhereNothingWasJournaled() {
    acks.delivered(3, 0);

    assertThat(taken()).containsExactly(3L);
  }

  @Test
  void acknowledgesAgainWhatTheServerStillKeepsButNotWhatWaitsHere() {
    acks.delivered(1, 100);

    acks.stillKept(1);
    acks.stillKept(7);
    acks.stillKept(7);

    assertThat(taken()).containsExactly(7L);
  }

  @Test
  void holdsNoMoreThanServersKeep() {
    for (int i = 1; i <= 600; i++) {
      acks.delivered(i, i);
    }

    assertThat(acks.held()).isEqualTo(512);
    assertThat(taken()).hasSize(88).startsWith(1L);
  }

  @Test
  void forgetsWhatBelongedToAnotherSubscription() {
    acks.delivered(1, 100);
    acks.delivered(2, 0);

    acks.clear();
    acks.durable(100);

    assertThat(taken()).isEmpty();
  }
}
