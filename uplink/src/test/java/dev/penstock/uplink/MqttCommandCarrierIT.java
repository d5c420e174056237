package dev.penstock.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.broker.BrokerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MqttCommandCarrierIT {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String KEY_ID = "ab".repeat(32);

  private final List<String> gate = new CopyOnWriteArrayList<>();
  private final TestBroker broker = TestBroker.open();
  private final Stranger stranger = new Stranger(broker.address(), "penstock/hall-7/reply/#");
  private MqttCommandCarrier carrier;

  @BeforeEach
  void startCarrier() {
    stranger.publish("penstock/hall-7/cmd", bytes("of yesterday"), true);
    carrier =
        new MqttCommandCarrier(
            "hall-7",
            new MqttCommandSettings(BrokerSettings.open(broker.address())),
            System::nanoTime);
    carrier.start(envelope -> receive(new String(envelope, StandardCharsets.UTF_8)));
    await().atMost(LONG).until(carrier::isUp);
  }

  private void receive(String envelope) {
    gate.add(envelope);
    if (envelope.equals("bad")) {
      throw new IllegalStateException("the gate does not like it");
    }
  }

  @AfterEach
  void closeAll() {
    carrier.close();
    stranger.close();
    broker.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void deliversInOrderAndNothingRetained() {
    for (String envelope : List.of("one", "bad", "two")) {
      stranger.publish("penstock/hall-7/cmd", bytes(envelope), false);
    }

    await().atMost(LONG).until(() -> gate.contains("two"));
    assertThat(gate).containsExactly("one", "bad", "two");
    assertThat(carrier.ignored()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsLargerThanAnyEnvelope() {
    stranger.publish("penstock/hall-7/cmd", new byte[(1 << 20) + 1], false);
    stranger.publish("penstock/hall-7/cmd", bytes("small"), false);

    await().atMost(LONG).until(() -> gate.contains("small"));
    assertThat(gate).containsExactly("small");
  }

  @Test
  void repliesGoWhereThatKeysRepliesAlwaysGo() {
    carrier.send(KEY_ID, bytes("receipt"));

    await().atMost(LONG).until(() -> !stranger.letters.isEmpty());
    Stranger.Letter letter = stranger.letters.remove();
    assertThat(letter.topic).isEqualTo("penstock/hall-7/reply/" + KEY_ID);
    assertThat(letter.payload).isEqualTo(bytes("receipt"));
  }

  @Test
  void aResponseTopicInTheMessageIsIgnored() {
    try (Stranger uplink = new Stranger(broker.address(), "listener", "penstock/hall-7/+/ack")) {
      stranger.publishAsking("penstock/hall-7/cmd", bytes("one"), "penstock/hall-7/centre/ack");
      await().atMost(LONG).until(() -> gate.contains("one"));
      carrier.send(KEY_ID, bytes("receipt"));
      await().atMost(LONG).until(() -> !stranger.letters.isEmpty());

      assertThat(stranger.letters.remove().topic).isEqualTo("penstock/hall-7/reply/" + KEY_ID);
      assertThat(uplink.letters).isEmpty();
    }
  }

  @Test
  void aKeyIdCannotNameAnotherTopic() {
    assertThatThrownBy(() -> carrier.send("../cmd", bytes("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
