package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.buffer.Journals;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import dev.penstock.gateway.demo.plant.PlantServer;
import dev.penstock.gateway.demo.plant.PlantSettings;
import dev.penstock.gateway.demo.plant.PlantUser;
import dev.penstock.gateway.demo.street.SensorFault;
import dev.penstock.gateway.demo.street.StreetSensors;
import dev.penstock.gateway.demo.street.StreetSettings;
import dev.penstock.gateway.runtime.SystemClocks;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One gateway with one good device and everything that can be wrong with the others: each fault is
 * told once with its remedy, and the good device's values keep flowing.
 */
class BadNeighbourSystemTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> ADMITTED = List.of("tank", "odd", "mistyped");

  @TempDir private static Path folder;

  private static PlantServer plant;
  private static EmbeddedBroker broker;
  private static StreetSensors street;
  private static ServerSocket taken;
  private static PenstockProcess gateway;

  @BeforeAll
  static void startEverything() throws Exception {
    Clocks clocks = SystemClocks.clocks();
    plant =
        PlantServer.start(
            PlantSettings.of(
                folder.resolve("plant"), List.of(new PlantUser("gateway", "geheim", false))),
            clocks,
            new SplittableRandom(1));
    broker = EmbeddedBroker.start(0, List.of());
    street =
        StreetSensors.start(
            StreetSettings.ofTwo(broker.url(), "", ""), clocks.wall(), new SplittableRandom(2));
    street.setFault("harbour", SensorFault.MALFORMED_JSON);
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    gateway = PenstockProcess.start(folder, "run", settings().toString());
    await().atMost(PATIENCE).until(BadNeighbourSystemTest::theGoodDeviceIsJournaled);
  }

  @AfterAll
  static void stopEverything() throws IOException {
    gateway.close();
    street.close();
    broker.close();
    plant.close();
    taken.close();
  }

  @Test
  void anUnreachableServerIsNamed() {
    gateway.awaitErrors("device=gone state=DOWN why=\"[^\"]*127.0.0.1:1[^\"]*: check that");
  }

  @Test
  void aServerWithAnotherCertificateIsRefusedAndTheRemedyTold() {
    gateway.awaitErrors(
        "device=stranger state=DOWN why=\"[^\"]*certificate [^\"]* is not trusted[^\"]*trust");
  }

  @Test
  void anUnknownNodeIsNamedAndTheOtherPointGoesOn() {
    gateway.awaitErrors("device=odd state=DEGRADED why=\"[^\"]*Tank9.Level");
    await().atMost(PATIENCE).until(() -> goodRows("odd/right") > 0);
  }

  @Test
  void aWrongTypeIsNamedWithTheRemedyAndTheOtherPointGoesOn() {
    gateway.awaitErrors(
        "device=mistyped state=DEGRADED why=\"[^\"]*Plant.State[^\"]*correct the profile's type");
    await().atMost(PATIENCE).until(() -> goodRows("mistyped/right") > 0);
  }

  @Test
  void malformedJsonIsCountedAsLossAndTheOtherSensorGoesOn() {
    gateway.awaitErrors("device=harbour .*JSON");
    await().atMost(PATIENCE).until(() -> goodRows("market/no2") > 0);
  }

  @Test
  void aConsolePortInUseIsNamedAndTheGatewayGoesOn() {
    gateway.awaitErrors("what=console why=\"[^\"]*" + taken.getLocalPort());
    long before = goodRows("tank/tank1Level");
    await().atMost(PATIENCE).until(() -> goodRows("tank/tank1Level") > before);
  }

  @Test
  void aSecondGatewayOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws Exception {
    try (PenstockProcess second =
        PenstockProcess.start(folder, "run", folder.resolve("gateway.yaml").toString())) {
      assertThat(second.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(second.errors()).contains("another gateway uses").doesNotContain("\tat ");
    }
    assertThat(gateway.isAlive()).isTrue();
  }

  /** Values come once the plant trusts the gateway, which takes a technician. */
  private static boolean theGoodDeviceIsJournaled() throws Exception {
    for (String device : ADMITTED) {
      Path file = folder.resolve(Path.of("data", "devices", device, "own", "certificate.der"));
      if (Files.exists(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          plant.trust(
              (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
      }
    }
    assertThat(gateway.isAlive()).as(gateway.errors()).isTrue();
    return goodRows("tank/tank1Level") > 0;
  }

  private static long goodRows(String point) {
    Path journal = folder.resolve("data/journal");
    if (!Files.exists(journal)) {
      return 0;
    }
    long rows = 0;
    ObservationBatch batch = new ObservationBatch();
    try (JournalView view = Journals.openReadOnly(journal);
        JournalReader reader = view.reader()) {
      while (reader.read(batch)) {
        int index = reader.dictionary().indexOf(point);
        for (int row = 0; row < batch.size(); row++) {
          rows += batch.point(row) == index && batch.quality(row) == Quality.GOOD ? 1 : 0;
        }
      }
    } catch (JournalException e) {
      // Not made yet.
      return 0;
    }
    return rows;
  }

  private static Path settings() throws Exception {
    Files.writeString(folder.resolve("password"), "geheim");
    Files.setPosixFilePermissions(
        folder.resolve("password"), PosixFilePermissions.fromString("rw-------"));
    Files.createDirectories(folder.resolve("profiles"));
    profile("odd", "Tank9.Level");
    profile("mistyped", "Plant.State");
    byte[] certificate = plant.certificate().getEncoded();
    String fingerprint =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    return Files.writeString(
        folder.resolve("gateway.yaml"),
        SETTINGS
            .replace("PLANT", "opc.tcp://127.0.0.1:" + plant.port() + "/plant")
            .replace("FINGERPRINT", fingerprint)
            .replace("BROKER", broker.url())
            .replace("TAKEN", Integer.toString(taken.getLocalPort())));
  }

  private static void profile(String name, String wrongNode) throws IOException {
    Files.writeString(
        folder.resolve("profiles").resolve(name + ".yaml"),
        PROFILE.replace("NAME", name).replace("NODE", wrongNode));
  }

  /** One point that is right, one that is not. */
  private static final String PROFILE =
      """
      profile: NAME
      version: 1.0.0
      title: One right point, one that is not
      assetType: https://example.org/asset#Odd
      defaults: {staleAfter: 5s, dataClass: operational}
      points:
        right:
          type: double
          unit: cm
          concept: http://qudt.org/vocab/quantitykind/LiquidLevel
          title: Right
          source:
            opcua: {nodeId: "nsu=urn:penstock:demo:plant;s=Tank1.Level", access: read}
          time: {samplingInterval: 100ms}
        wrong:
          type: double
          unit: cm
          concept: http://qudt.org/vocab/quantitykind/LiquidLevel
          title: Wrong
          source:
            opcua: {nodeId: "nsu=urn:penstock:demo:plant;s=NODE", access: read}
          time: {samplingInterval: 100ms}
      """;

  private static final String SETTINGS =
      """
      gateway: test
      data: data
      journal: {folder: data/journal, whenFull: refuse}
      profiles: [profiles]
      devices:
        tank:
          profile: quadruple-tank
          settings: {endpoint: "PLANT", user: gateway, password: "${file:password}",
                     trust: [FINGERPRINT], retryInterval: 500ms}
        odd:
          profile: odd
          settings: {endpoint: "PLANT", user: gateway, password: "${file:password}",
                     trust: [FINGERPRINT], retryInterval: 500ms}
        mistyped:
          profile: mistyped
          settings: {endpoint: "PLANT", user: gateway, password: "${file:password}",
                     trust: [FINGERPRINT], retryInterval: 500ms}
        gone:
          profile: quadruple-tank
          settings: {endpoint: "opc.tcp://127.0.0.1:1/"}
        stranger:
          profile: quadruple-tank
          settings: {endpoint: "PLANT", user: gateway, password: "${file:password}"}
        harbour: {profile: street-air-quality, settings: {broker: "BROKER"}}
        market: {profile: street-air-quality, settings: {broker: "BROKER"}}
      console: {port: TAKEN}
      """;
}
