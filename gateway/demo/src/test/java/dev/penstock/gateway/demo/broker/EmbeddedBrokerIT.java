package dev.penstock.gateway.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerIT {

  private static final int AT_LEAST_ONCE = 1;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final long TIMEOUT_MILLIS = 10_000;

  private static final BrokerUser SENSOR =
      new BrokerUser("sensor", "sensor-secret", List.of("street/+/air"), List.of());
  private static final BrokerUser GATEWAY =
      new BrokerUser(
          "gateway", "gateway-secret", List.of("penstock/gw/#"), List.of("street/+/air"));

  private final List<MqttAsyncClient> clients = new ArrayList<>();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();

  private EmbeddedBroker broker;

  @BeforeEach
  void startBroker() throws IOException {
    broker = EmbeddedBroker.start(0, List.of(SENSOR, GATEWAY));
  }

  @AfterEach
  void stopBroker() throws MqttException {
    for (MqttAsyncClient client : clients) {
      if (client.isConnected()) {
        client.disconnect().waitForCompletion(TIMEOUT_MILLIS);
      }
      client.close(true);
    }
    broker.close();
  }

  @Test
  void carriesAMessageFromOneUserToAnother() throws MqttException {
    MqttAsyncClient gateway = connect("gw", GATEWAY, true);
    subscribe(gateway, "street/+/air");

    publish(connect("s1", SENSOR, true), "street/s1.north/air", "hello");

    await().atMost(Duration.ofSeconds(10)).until(() -> received.contains("hello"));
  }

  @Test
  void keepsMessagesForASessionThatIsAway() throws MqttException {
    MqttAsyncClient gateway = connect("gw", GATEWAY, true);
    subscribe(gateway, "street/+/air");
    gateway.disconnect().waitForCompletion(TIMEOUT_MILLIS);
    MqttAsyncClient sensor = connect("s1", SENSOR, true);
    publish(sensor, "street/s1/air", "one");
    publish(sensor, "street/s1/air", "two");

    connect("gw", GATEWAY, false);

    await().atMost(Duration.ofSeconds(10)).until(() -> received.size() == 2);
    assertThat(received).containsExactly("one", "two");
  }

  @Test
  void refusesAWrongPasswordAndNobody() {
    BrokerUser wrong = new BrokerUser("sensor", "guess", List.of(), List.of());

    assertThatThrownBy(() -> connect("s1", wrong, true)).isInstanceOf(MqttException.class);
    assertThatThrownBy(() -> connect("s1", null, true)).isInstanceOf(MqttException.class);
  }

  @Test
  void refusesTopicsThatAreNotTheUsers() throws MqttException {
    MqttAsyncClient sensor = connect("s1", SENSOR, true);

    assertThat(publish(sensor, "penstock/gw/centre/frame", "forged")).isEqualTo(NOT_AUTHORIZED);
    assertThat(subscribe(sensor, "street/+/air")).isEqualTo(NOT_AUTHORIZED);
    assertThat(subscribe(connect("gw", GATEWAY, true), "#")).isEqualTo(NOT_AUTHORIZED);
  }

  @Test
  void letsEverybodyInWithoutUsers() throws Exception {
    try (EmbeddedBroker open = EmbeddedBroker.start(0, List.of())) {
      MqttAsyncClient client = connect(open, "anyone", null, true);
      subscribe(client, "any/topic");
      publish(client, "any/topic", "hello");

      await().atMost(Duration.ofSeconds(10)).until(() -> received.contains("hello"));
      client.disconnect().waitForCompletion(TIMEOUT_MILLIS);
    }
  }

  @Test
  void namesThePortThatIsTaken() {
    assertThatThrownBy(() -> EmbeddedBroker.start(broker.port(), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + broker.port());
  }

  @Test
  void startsAgainOnThePortItLeft() throws Exception {
    int port = broker.port();
    connect("s1", SENSOR, true);
    broker.close();

    broker = EmbeddedBroker.start(port, List.of(SENSOR, GATEWAY));

    assertThat(connect("s2", SENSOR, true).isConnected()).isTrue();
  }

  @Test
  void neverShowsAPassword() {
    assertThat(SENSOR.toString()).doesNotContain(SENSOR.password());
  }

  private MqttAsyncClient connect(String id, BrokerUser user, boolean clean) throws MqttException {
    return connect(broker, id, user, clean);
  }

  private MqttAsyncClient connect(EmbeddedBroker to, String id, BrokerUser user, boolean clean)
      throws MqttException {
    MqttAsyncClient client = client(to, id);
    client.connect(options(user, clean)).waitForCompletion(TIMEOUT_MILLIS);
    return client;
  }

  private MqttAsyncClient client(EmbeddedBroker to, String id) throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(to.url(), id, new MemoryPersistence());
    clients.add(client);
    client.setCallback(new Recorder((topic, text) -> received.add(text)));
    return client;
  }

  private static MqttConnectionOptions options(BrokerUser user, boolean clean) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(clean);
    options.setSessionExpiryInterval(3_600L);
    if (user != null) {
      options.setUserName(user.name());
      options.setPassword(user.password().getBytes(StandardCharsets.UTF_8));
    }
    return options;
  }

  /** The reason code the broker answers. */
  private static int subscribe(MqttAsyncClient client, String filter) throws MqttException {
    var token = client.subscribe(filter, AT_LEAST_ONCE);
    try {
      token.waitForCompletion(TIMEOUT_MILLIS);
    } catch (MqttException e) {
      return e.getReasonCode();
    }
    return token.getReasonCodes()[0];
  }

  /** The reason code the broker answers. */
  private static int publish(MqttAsyncClient client, String topic, String text)
      throws MqttException {
    MqttMessage message = new MqttMessage(text.getBytes(StandardCharsets.UTF_8));
    message.setQos(AT_LEAST_ONCE);
    var token = client.publish(topic, message);
    try {
      token.waitForCompletion(TIMEOUT_MILLIS);
    } catch (MqttException e) {
      return e.getReasonCode();
    }
    return token.getReasonCodes()[0];
  }
}
