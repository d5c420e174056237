package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MqttSettingsTest {

  private static MqttSettings of(
      String broker, @Nullable String user, int qos, int receiveMaximum, Optional<Path> ca) {
    return new MqttSettings(
        URI.create(broker),
        user,
        new Secret("hush"),
        ca,
        "",
        qos,
        Duration.ofHours(1),
        receiveMaximum,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  private static MqttSettings at(String broker) {
    return of(broker, "me", 1, 1000, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://b, tcp://b:1883",
    "mqtt://b:1884, tcp://b:1884",
    "ssl://b, ssl://b:8883",
    "mqtts://b:8884, ssl://b:8884"
  })
  void fillsInThePort(String broker, String uri) {
    assertThat(at(broker).uri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://b", "b:1883", "tcp:///x", "tcp://me:hush@b"})
  void refusesAnAddressThatIsNone(String broker) {
    assertThatThrownBy(() -> at(broker)).hasMessageStartingWith("broker: ");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThatThrownBy(() -> of("tcp://b", null, 1, 1000, Optional.empty()))
        .hasMessageStartingWith("user: ");
    assertThatThrownBy(() -> of("tcp://b", "me", 1, 1000, Optional.of(Path.of("ca.pem"))))
        .hasMessageStartingWith("ca: ");
    assertThatThrownBy(() -> of("tcp://b", "me", 2, 1000, Optional.empty()))
        .hasMessage("qos: 0 or 1, not 2");
    assertThatThrownBy(() -> of("tcp://b", "me", 1, 0, Optional.empty()))
        .hasMessageStartingWith("receiveMaximum: ");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(at("tcp://b").toString()).doesNotContain("hush");
  }
}
