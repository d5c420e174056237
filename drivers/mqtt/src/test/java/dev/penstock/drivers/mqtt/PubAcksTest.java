package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.drivers.mqtt.PubAcks.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PubAcksTest {

  private final PubAcks acks = new PubAcks();
  private final List<Integer> sent = new ArrayList<>();
  private final PubAcks.Sender first = sent::add;
  private final List<Integer> sentAgain = new ArrayList<>();
  private final PubAcks.Sender second = sentAgain::add;

  @BeforeEach
  void connect() {
    acks.connecting(first);
  }

  private static Message message(int packetId, long content) {
    return new Message("topic", packetId, content);
  }

  @Test
  void waitsForTheDisk() {
    acks.delivered(first, message(1, 11), 100);
    assertThat(sent).isEmpty();

    acks.durable(99);
    assertThat(sent).isEmpty();

    acks.durable(100);
    assertThat(sent).containsExactly(1);
  }

  @Test
  void acknowledgesAtOnceWhatIsDurableOrCountedAsLost() {
    acks.durable(100);

    acks.delivered(first, message(1, 11), 90);
    acks.delivered(first, message(2, 12), 0);

    assertThat(sent).containsExactly(1, 2);
  }

  @Test
  void keepsTheOrderOfArrival() {
    acks.delivered(first, message(1, 11), 100);
    acks.delivered(first, message(2, 12), 0);
    assertThat(sent).isEmpty();

    acks.durable(100);

    assertThat(sent).containsExactly(1, 2);
  }

  @Test
  void knowsWhatComesAgainUnderAnotherPacketId() {
    acks.delivered(first, message(1, 11), 100);
    acks.delivered(first, message(2, 12), 101);

    acks.connecting(second);

    assertThat(acks.known(message(7, 11))).hasValue(100);
    assertThat(acks.known(message(8, 12))).hasValue(101);
    assertThat(acks.known(message(9, 12))).isEmpty();
  }

  @Test
  void takesTheSameContentAsNewOnceSomethingElseCame() {
    acks.delivered(first, message(1, 11), 100);
    acks.delivered(first, message(2, 12), 101);
    acks.connecting(second);

    assertThat(acks.known(message(1, 99))).isEmpty();

    assertThat(acks.known(message(2, 12))).isEmpty();
  }

  @Test
  void keepsTopicsApart() {
    acks.delivered(first, message(1, 11), 100);
    acks.connecting(second);

    assertThat(acks.known(new Message("other", 1, 11))).isEmpty();
    assertThat(acks.known(message(5, 11))).hasValue(100);
  }

  @Test
  void expectsNothingFromABrokerThatHasForgottenUs() {
    acks.delivered(first, message(1, 11), 100);
    acks.connecting(second);
    acks.sessionLost();

    assertThat(acks.known(message(1, 11))).isEmpty();
  }

  @Test
  void expectsAgainWhatAnOldConnectionWasStillHandingOver() {
    acks.connecting(second);

    acks.delivered(first, message(1, 11), 100);

    acks.durable(100);
    assertThat(sent).isEmpty();
    assertThat(acks.known(message(4, 11))).hasValue(100);
  }

  @Test
  void keepsInMindWhatAGoneConnectionCouldNotAcknowledge() {
    PubAcks.Sender gone = packet -> false;
    acks.connecting(gone);
    acks.delivered(gone, message(1, 11), 100);
    acks.delivered(gone, message(2, 12), 101);

    acks.durable(101);
    acks.connecting(second);

    for (Message again : List.of(message(7, 11), message(8, 12))) {
      acks.delivered(second, again, acks.known(again).orElseThrow());
    }
    assertThat(sentAgain).containsExactly(7, 8);
  }

  @Test
  void acknowledgesOnTheNewConnectionOnly() {
    acks.delivered(first, message(1, 11), 100);
    acks.connecting(second);
    acks.durable(100);
    assertThat(sentAgain).isEmpty();

    acks.delivered(second, message(4, 11), acks.known(message(4, 11)).orElseThrow());

    assertThat(sentAgain).containsExactly(4);
    assertThat(sent).isEmpty();
  }
}
