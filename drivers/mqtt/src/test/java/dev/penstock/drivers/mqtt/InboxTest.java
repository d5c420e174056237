package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.Told;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InboxTest {

  private final Told told = new Told();
  private final Teller teller = new Teller(told);
  private final List<Integer> acknowledged = new ArrayList<>();
  private final PubAcks.Sender sender = acknowledged::add;
  private final Inbox inbox =
      new Inbox(
          "harbour",
          new Topics(List.of(TestPoints.json(0, "no2", ValueType.DOUBLE, "jsonPointer", "/no2"))),
          new FakeTime().clocks(),
          teller,
          new MessageRows(teller, new Problems(() -> {})));

  @BeforeEach
  void connect() {
    inbox.acks().connecting(sender);
  }

  private boolean receive(int id, int qos, String topic, String payload) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setId(id);
    message.setQos(qos);
    return inbox.receive(sender, topic, message);
  }

  @Test
  void acknowledgesNothingThatNobodyTook() {
    teller.close();

    receive(1, 1, TestPoints.AIR, "{\"no2\": 1}");
    receive(2, 1, TestPoints.AIR, "rubbish");
    inbox.acks().durable(1_000_000);

    assertThat(told.rows()).isEmpty();
    assertThat(acknowledged).isEmpty();
  }

  @Test
  void acknowledgesAMessageOfASubscriptionLongGoneAndDisownsIt() {
    assertThat(receive(1, 1, "some/other", "{}")).isFalse();

    assertThat(acknowledged).containsExactly(1);
    assertThat(told.losses()).isEmpty();
  }

  @Test
  void acknowledgesNoMessageThatWantsNoAcknowledgement() {
    assertThat(receive(0, 0, TestPoints.AIR, "{\"no2\": 1}")).isTrue();
    inbox.acks().durable(1);

    assertThat(told.values(TestPoints.json(0, "no2", ValueType.DOUBLE))).containsExactly(1.0);
    assertThat(acknowledged).isEmpty();
  }
}
