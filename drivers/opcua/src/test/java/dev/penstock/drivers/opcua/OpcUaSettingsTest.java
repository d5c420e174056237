package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.settings.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpcUaSettingsTest {

  private static OpcUaSettings of(
      String endpoint, String security, String mode, @Nullable String user, List<String> trust) {
    return new OpcUaSettings(
        endpoint,
        security,
        mode,
        user,
        user == null ? null : new Secret("hush"),
        trust,
        Duration.ofMillis(100),
        Duration.ofMillis(100),
        100,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  private static OpcUaSettings at(String endpoint) {
    return of(endpoint, "Basic256Sha256", "sign-and-encrypt", null, List.of());
  }

  @Test
  void knowsHostAndPort() {
    OpcUaSettings settings = at("opc.tcp://plc-7:4840/path");

    assertThat(settings.host()).isEqualTo("plc-7");
    assertThat(settings.port()).isEqualTo(4840);
    assertThat(settings.isSecured()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plc-7:4840", "http://plc-7:4840", "opc.tcp://plc-7", "opc.tcp://", "a b"})
  void refusesAnAddressThatIsNone(String endpoint) {
    assertThatThrownBy(() -> at(endpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("endpoint: must be opc.tcp://host:port, not \"" + endpoint + "\"");
  }

  @Test
  void refusesAPolicyThatIsBrokenOrUnknown() {
    assertThatThrownBy(() -> of("opc.tcp://a:1", "Basic128Rsa15", "sign", null, List.of()))
        .hasMessageStartingWith("security: one of Basic256Sha256");
  }

  @Test
  void refusesAnUnknownMode() {
    assertThatThrownBy(() -> of("opc.tcp://a:1", "none", "encrypt", null, List.of()))
        .hasMessageStartingWith("mode: one of sign");
  }

  @Test
  void wantsUserAndPasswordTogether() {
    assertThatThrownBy(
            () ->
                new OpcUaSettings(
                    "opc.tcp://a:1",
                    "none",
                    "sign",
                    "me",
                    null,
                    List.of(),
                    Duration.ofMillis(1),
                    Duration.ZERO,
                    2,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)))
        .hasMessageStartingWith("password: ");
  }

  @Test
  void takesFingerprintsAsPeopleCopyThem() {
    String colons = "9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B";

    assertThat(of("opc.tcp://a:1", "Basic256Sha256", "sign", null, List.of(colons)).trust())
        .containsExactly("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b");
    assertThatThrownBy(
            () -> of("opc.tcp://a:1", "Basic256Sha256", "sign", null, List.of("CN=plant")))
        .hasMessageStartingWith("trust: ");
  }

  @Test
  void refusesAQueueThatCouldOverflowUnnoticed() {
    assertThatThrownBy(
            () ->
                new OpcUaSettings(
                    "opc.tcp://a:1",
                    "none",
                    "sign",
                    null,
                    null,
                    List.of(),
                    Duration.ofMillis(100),
                    Duration.ZERO,
                    1,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)))
        .hasMessageStartingWith("queueSize: 2 to ");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(of("opc.tcp://a:1", "none", "sign", "me", List.of()).toString())
        .doesNotContain("hush");
  }
}
