package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.Told;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class MqttTlsIT {

  @TempDir Path folder;

  private final Told told = new Told();
  private @Nullable TestBroker broker;
  private @Nullable DeviceSession session;

  @BeforeEach
  void startBroker() throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=broker",
        "-ext",
        "SAN=IP:127.0.0.1",
        "-ext",
        "BC=ca:true",
        "-storetype",
        "PKCS12");
    keytool("-exportcert", "-rfc", "-alias", "broker", "-file", ca().toString());
    broker = TestBroker.withTls(store(), "changeit");
  }

  @AfterEach
  void closeAll() {
    if (session != null) {
      session.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private Path store() {
    return folder.resolve("broker.p12");
  }

  private Path ca() {
    return folder.resolve("ca.pem");
  }

  private void keytool(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", store().toString(), "-storepass", "changeit"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private void open(Optional<Path> authorities) throws Exception {
    session =
        new MqttDriver()
            .open(
                new DeviceSetup<>(
                    "press-shop-1",
                    "harbour",
                    new MqttSettings(
                        URI.create("ssl://127.0.0.1:" + broker.port()),
                        null,
                        null,
                        authorities,
                        "",
                        1,
                        Duration.ofHours(1),
                        1000,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500)),
                    List.of(TestPoints.json(0, "no2", ValueType.DOUBLE)),
                    folder,
                    new FakeTime().clocks()),
                told);
  }

  @Test
  void connectsToABrokerWhoseAuthorityIsBelieved() throws Exception {
    open(Optional.of(ca()));

    told.await("the link to be up", t -> t.link() == LinkState.UP);
  }

  @Test
  void refusesABrokerThatNobodyVouchesFor() throws Exception {
    open(Optional.empty());

    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);
    assertThat(told.why()).contains("TLS failed", "ca:");
  }

  @Test
  void saysThatTheAuthoritiesCannotBeRead() throws Exception {
    open(Optional.of(folder.resolve("missing.pem")));

    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);
    assertThat(told.why()).contains("harbour: ca: ", "missing.pem");
  }
}
