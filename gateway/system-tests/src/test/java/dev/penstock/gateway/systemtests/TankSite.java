package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.gateway.demo.plant.PlantServer;
import dev.penstock.gateway.demo.plant.PlantSettings;
import dev.penstock.gateway.demo.plant.PlantUser;
import dev.penstock.gateway.runtime.SystemClocks;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * The simulated plant in this process, and a gateway's settings for it: the tanks, and points that
 * all change ten times a second. The gateway is a process of its own, its clock in sync as far as
 * it can tell.
 */
final class TankSite implements AutoCloseable {

  static final String GATEWAY = "site";
  static final String UPLINK = "centre";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What chrony says of a clock that is right to a millisecond. */
  private static final String TRACKING =
      "#!/bin/sh\necho 'A9FE0001,test,3,1.0,0.0001,0.0,0.0,0.0,0.0,0.0,0.0005,0.0005,16.0,Normal'\n";

  private static final String SETTINGS =
      """
      gateway: site
      data: data
      journal: {folder: journal, maxBytes: 256MiB, whenFull: drop-oldest}
      profiles: [profiles]
      devices:
        tank:
          profile: quadruple-tank
          settings: {endpoint: "PLANT", user: gateway, password: "${file:password}",
                     trust: [FINGERPRINT], retryInterval: 500ms}
        load:
          profile: load
          settings: {endpoint: "PLANT", user: gateway, password: "${file:password}",
                     trust: [FINGERPRINT], retryInterval: 500ms}
      uplinks:
        centre:
          settings: {broker: {address: "BROKER"}, twinKeys: [twin.pub], ackTimeout: 3s}
      console: {port: 0}
      """;

  private final Path folder;
  private final PlantServer plant;

  /** Opens the plant. */
  TankSite(Path folder, int loadPoints, UnaryOperator<PlantSettings> plantSettings)
      throws Exception {
    this.folder = folder;
    PlantSettings settings =
        PlantSettings.of(
                folder.resolve("plant"), List.of(new PlantUser("gateway", "geheim", false)))
            .withBench(loadPoints, Duration.ofMillis(100));
    this.plant =
        PlantServer.start(
            plantSettings.apply(settings), SystemClocks.clocks(), new SplittableRandom(1));
    Files.createDirectories(folder.resolve("profiles"));
    Files.writeString(folder.resolve("profiles/load.yaml"), load(loadPoints));
    Path password = Files.writeString(folder.resolve("password"), "geheim");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Path chrony = Files.createDirectories(folder.resolve("bin")).resolve("chronyc");
    Files.writeString(chrony, TRACKING);
    Files.setPosixFilePermissions(chrony, PosixFilePermissions.fromString("rwx------"));
  }

  private static String load(int points) {
    StringBuilder yaml =
        new StringBuilder(
            """
            profile: load
            version: 1.0.0
            title: Points that count
            assetType: https://example.org/asset#Load
            defaults: {staleAfter: 5s, dataClass: operational}
            points:
            """);
    for (int i = 1; i <= points; i++) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "  p%03d: {type: double, unit: \"1\", time: {samplingInterval: 100ms}, concept:"
                  + " http://qudt.org/vocab/quantitykind/Dimensionless, source: {opcua: {nodeId:"
                  + " \"nsu=urn:penstock:demo:plant;s=%s\"}}}%n",
              i,
              PlantSettings.Bench.nodeName(i)));
    }
    return yaml.toString();
  }

  PlantServer plant() {
    return plant;
  }

  Path journal() {
    return folder.resolve("journal");
  }

  /** The gateway's public key, once it has run. */
  Path publicKey() {
    return folder.resolve("data/gateway.pub");
  }

  /** Where the twin's public key belongs before the gateway starts. */
  Path twinKey() {
    return folder.resolve("twin.pub");
  }

  /** Starts a gateway, lets the plant trust it, and waits for its first values. */
  PenstockProcess gateway(URI broker) throws Exception {
    byte[] certificate = plant.certificate().getEncoded();
    String fingerprint =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    Path settings =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            SETTINGS
                .replace("PLANT", plant.endpointUrl())
                .replace("FINGERPRINT", fingerprint)
                .replace("BROKER", broker.toString()));
    String path = folder.resolve("bin") + ":" + System.getenv("PATH");
    PenstockProcess gateway =
        PenstockProcess.start(folder, Map.of("PATH", path), "run", settings.toString());
    await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(gateway.isAlive()).as(gateway.errors()).isTrue())
        .until(() -> admit("tank") && admit("load"));
    gateway.awaitErrors("device=tank state=UP");
    gateway.awaitErrors("device=load state=UP");
    return gateway;
  }

  Path settings() {
    return folder.resolve("gateway.yaml");
  }

  private boolean admit(String device) throws Exception {
    Path file = folder.resolve(Path.of("data", "devices", device, "own", "certificate.der"));
    if (!Files.exists(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      plant.trust(
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    plant.close();
  }
}
