package dev.penstock.gateway.demo.street;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.gateway.demo.broker.BrokerUser;
import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import dev.penstock.gateway.demo.broker.Recorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreetSensorsIT {

  private static final Duration PERIOD = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long TIMEOUT_MILLIS = 10_000;
  private static final long AT = 1_772_350_200_000_000_000L;

  private static final BrokerUser SENSOR =
      new BrokerUser("street", "street-secret", List.of("street/+/air"), List.of());
  private static final BrokerUser READER =
      new BrokerUser("reader", "reader-secret", List.of(), List.of("street/#"));

  private final Map<String, Queue<String>> received = new ConcurrentHashMap<>();

  private EmbeddedBroker broker;
  private MqttAsyncClient reader;

  @BeforeEach
  void listen() throws Exception {
    broker = EmbeddedBroker.start(0, List.of(SENSOR, READER));
    reader = new MqttAsyncClient(broker.url(), "reader", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(READER.name());
    options.setPassword(READER.password().getBytes(StandardCharsets.UTF_8));
    reader.setCallback(new Recorder((topic, text) -> of(topic).add(text)));
    reader.connect(options).waitForCompletion(TIMEOUT_MILLIS);
    reader.subscribe("street/#", 1).waitForCompletion(TIMEOUT_MILLIS);
  }

  @AfterEach
  void stop() throws MqttException {
    reader.disconnectForcibly(0, 100, false);
    reader.close(true);
    broker.close();
  }

  @Test
  void publishesWithAndWithoutTime() throws IOException {
    try (StreetSensors street = start()) {
      await()
          .atMost(PATIENCE)
          .until(() -> of("street/harbour/air").size() >= 5 && of("street/market/air").size() >= 5);

      assertThat(of("street/harbour/air"))
          .allMatch(text -> text.startsWith("{\"ts\":\"2026-03-01T07:30:00.000Z\",\"no2\":"));
      assertThat(of("street/market/air")).allMatch(text -> text.startsWith("{\"no2\":"));
      await().atMost(PATIENCE).until(() -> street.acknowledged("harbour") >= 5);
      assertThat(street.lost("harbour")).isZero();
    }
  }

  @Test
  void breaksOneSensorAndNotTheOther() throws IOException {
    try (StreetSensors street = start()) {
      street.setFault("market", SensorFault.MALFORMED_JSON);
      await()
          .atMost(PATIENCE)
          .until(() -> of("street/market/air").stream().anyMatch(text -> !text.endsWith("}")));
      street.setFault("market", SensorFault.NONE);
      int before = of("street/market/air").size();
      await().atMost(PATIENCE).until(() -> of("street/market/air").size() > before + 2);

      assertThat(List.copyOf(of("street/market/air")).get(before + 2)).endsWith("}");
      assertThat(of("street/harbour/air")).isNotEmpty().allMatch(text -> text.endsWith("}"));
    }
  }

  @Test
  void countsWhatItCannotPublishAndReturnsByItself() throws IOException {
    int port = broker.port();
    try (StreetSensors street = start()) {
      await().atMost(PATIENCE).until(() -> street.acknowledged("harbour") > 0);
      broker.close();
      await().atMost(PATIENCE).until(() -> street.lost("harbour") > 0);
      long before = street.acknowledged("harbour");

      broker = EmbeddedBroker.start(port, List.of(SENSOR, READER));

      await().atMost(PATIENCE).until(() -> street.acknowledged("harbour") > before + 2);
    }
  }

  @Test
  void namesTheBrokerThatRefusesIt() {
    StreetSettings settings = StreetSettings.ofTwo(broker.url(), "street", "wrong");

    assertThatThrownBy(() -> StreetSensors.start(settings, () -> AT, new Random(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(broker.url())
        .hasMessageContaining("street");
  }

  private StreetSensors start() throws IOException {
    StreetSettings settings =
        StreetSettings.ofTwo(broker.url(), SENSOR.name(), SENSOR.password()).withPeriod(PERIOD);
    return StreetSensors.start(settings, () -> AT, new Random(1));
  }

  private Queue<String> of(String topic) {
    return received.computeIfAbsent(topic, unused -> new ConcurrentLinkedQueue<>());
  }
}
