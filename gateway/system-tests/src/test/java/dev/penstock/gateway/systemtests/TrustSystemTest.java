package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small site from nothing: documents made by people's keys, installed on a gateway that the demo
 * did not start, a command, a revocation. Only the plant is the demo's.
 */
class TrustSystemTest {

  private static final int UNAVAILABLE = 69;
  private static final String COMMANDS =
      """
      commands:
        gate: {mode: armed, trust: trust, audit: audit/audit.log, auditMib: 8}
      """;

  @TempDir private Path folder;

  @Test
  void aSiteOfPeoplesOwnKeysCommandsThePlantUntilAKeyIsRevoked() throws Exception {
    try (PenstockProcess demo =
        PenstockProcess.start(
            folder,
            "demo",
            "--data",
            folder.resolve("demo").toString(),
            "--for",
            "5min",
            "--ports",
            "auto",
            "--no-commands")) {
      Path devices = folder.resolve("demo/gateway/data/devices");
      await().atMost(Duration.ofSeconds(60)).until(() -> demo.output().contains("tank/tank1Level"));
      Path gateway = gateway(devices);
      documents(gateway);
      try (PenstockProcess running = start("run", gateway.resolve("gateway.yaml").toString())) {
        running.awaitErrors("local command socket is open");
        running.awaitErrors("the mode was raised at the box: mode=ARMED");
        commandUntilRevoked(gateway);
        running.stop();
        running.exitCode();
      }
      demo.stop();
      demo.exitCode();
    }
    assertThat(Files.readAllLines(folder.resolve("demo/plant/writes.jsonl")))
        .filteredOn(line -> line.contains("\"user\":\"gateway\""))
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).contains("\"value\":\"3.375\""),
            last -> assertThat(last).contains("\"value\":\"0.0\""));
  }

  /** The demo's settings, as those of another gateway of the same plant. */
  private Path gateway(Path devices) throws IOException {
    Path from = folder.resolve("demo/gateway");
    Path gateway = Files.createDirectories(folder.resolve("gateway"));
    copy(from.resolve("secrets"), gateway.resolve("secrets"));
    copy(devices, gateway.resolve("data/devices"));
    Files.copy(from.resolve("twin.pub"), gateway.resolve("twin.pub"));
    String settings =
        Files.readString(from.resolve("gateway.yaml"))
            .replace("gateway: demo-gateway", "gateway: hall-7-gateway")
            .replaceAll("(console:\\s+port:) [0-9]+", "$1 0");
    Files.writeString(gateway.resolve("gateway.yaml"), settings + COMMANDS);
    Files.createDirectories(gateway.resolve("audit"));
    return gateway;
  }

  private void documents(Path gateway) throws Exception {
    Path passphrase = folder.resolve("passphrase");
    Files.createFile(
        passphrase,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passphrase, "not a secret here");
    String settings = gateway.resolve("gateway.yaml").toString();
    String key = "tank/keySwitch=true"; // In the demo's plant the key is in its switch.
    good("trust", "propose", settings, "--presence", key, "-o", at("policy.draft.json"));
    good("trust", "install", "--settings", settings);
    List<String> init = new ArrayList<>(List.of("trust", "init", at("hall-7")));
    init.addAll(List.of("--gateway", gateway.resolve("trust/gateway.pub").toString()));
    init.addAll(List.of("--policy", at("policy.draft.json"), "--operator", "anna"));
    init.addAll(List.of("--stated-by", "carla", "--yes", "--passphrase-file", at("passphrase")));
    good(init.toArray(String[]::new));

    String zeros = "00".repeat(32);
    PenstockProcess mistyped =
        run("trust", "install", at("hall-7"), "--settings", settings, "--fingerprint", zeros);
    assertThat(mistyped.exitCode()).isEqualTo(1);
    assertThat(gateway.resolve("trust/root.json")).doesNotExist();
    String fingerprint = Files.readString(folder.resolve("hall-7/root.sha256")).strip();
    good("trust", "install", at("hall-7"), "--settings", settings, "--fingerprint", fingerprint);
    good("trust", "show", at("hall-7"));
  }

  private void commandUntilRevoked(Path gateway) throws Exception {
    PenstockProcess onTheGateway =
        run(set("--settings", gateway.resolve("gateway.yaml").toString()));
    assertThat(onTheGateway.exitCode()).isEqualTo(UNAVAILABLE);
    assertThat(onTheGateway.errors()).contains("keep personal keys on another machine");

    String[] fromElsewhere =
        set(
            "--socket",
            gateway.resolve("data/command.sock").toString(),
            "--gateway-key",
            gateway.resolve("trust/gateway.pub").toString());
    good(fromElsewhere);
    good(
        "trust",
        "revoke",
        "anna",
        "--site",
        at("hall-7"),
        "--key",
        at("hall-7/offline/roster-1.key"),
        "--passphrase-file",
        at("passphrase"));
    good("command", "send", revocation(), "--settings", gateway.resolve("gateway.yaml").toString());
    PenstockProcess after = run(fromElsewhere);
    assertThat(after.exitCode()).as(after.output()).isEqualTo(UNAVAILABLE);
    assertThat(after.errors()).contains("does not answer");
  }

  private String[] set(String... way) {
    List<String> words = new ArrayList<>(List.of("command", "set", "tank/pump1Voltage", "3.375"));
    words.addAll(List.of("--key", at("hall-7/people/anna.key"), "--yes", "--for", "50s"));
    words.addAll(List.of("--passphrase-file", at("passphrase")));
    words.addAll(List.of(way));
    return words.toArray(String[]::new);
  }

  private String revocation() throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:**/revocation-*.json");
    try (Stream<Path> files = Files.list(folder.resolve("hall-7"))) {
      return files.filter(matcher::matches).findFirst().orElseThrow().toString();
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private PenstockProcess start(String... words) throws IOException {
    return PenstockProcess.start(folder, words);
  }

  private PenstockProcess run(String... words) throws Exception {
    return PenstockProcess.run(folder, words);
  }

  private void good(String... words) throws Exception {
    PenstockProcess process = run(words);
    assertThat(process.exitCode())
        .as("%s%n%s%s", List.of(words), process.output(), process.errors())
        .isZero();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        if (!Files.exists(target)) {
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
