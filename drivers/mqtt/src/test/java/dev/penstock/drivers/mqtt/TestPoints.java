package dev.penstock.drivers.mqtt;

import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Points and settings of the test's device. */
final class TestPoints {

  static final String AIR = "street/harbour/air";

  private TestPoints() {}

  static PointBinding json(int index, String name, ValueType type, String... address) {
    return of(index, name, type, "json", 1, address);
  }

  /**
   * @param address keys and words in turn
   */
  static PointBinding of(
      int index, String name, ValueType type, String wireType, double scale, String... address) {
    Map<String, String> words = new TreeMap<>(Map.of(Target.TOPIC, AIR));
    for (int i = 0; i < address.length; i += 2) {
      words.put(address[i], address[i + 1]);
    }
    return new PointBinding(
        index,
        "harbour/" + name,
        MqttDriver.PROTOCOL,
        new TreeMap<>(words),
        type,
        wireType,
        scale,
        0,
        "1",
        new Reporting(0, 0, 0, 0),
        false);
  }

  static MqttSettings settings(URI broker) {
    return settings(broker, null, null);
  }

  static MqttSettings settings(URI broker, @Nullable String user, @Nullable String password) {
    return new MqttSettings(
        broker,
        user,
        password == null ? null : new Secret(password),
        Optional.empty(),
        "",
        1,
        Duration.ofHours(1),
        1000,
        Duration.ofSeconds(10),
        Duration.ofMillis(500));
  }
}
