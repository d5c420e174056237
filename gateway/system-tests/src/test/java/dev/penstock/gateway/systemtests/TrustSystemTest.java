package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small site from nothing: documents made by people's keys, installed on a gateway that the demo
 * did not start, a command, an old disk that is put back and resumed, a revocation. Only the plant
 * is the demo's.
 */
class TrustSystemTest {

  private static final int UNAVAILABLE = 69;
  private static final String OPEN = "local command socket is open";
  private static final Pattern LEASE = Pattern.compile("lease ([0-9a-f]{32})");
  private static final String COMMANDS =
      """
      commands:
        gate: {mode: armed, trust: trust, audit: audit/audit.log, auditMib: 8}
      """;

  @TempDir private Path folder;

  @Test
  void aSiteOfPeoplesOwnKeysCommandsThePlantSurvivesAnOldDiskAndRevokesAKey() throws Exception {
    try (PenstockProcess demo =
        PenstockProcess.start(
            folder,
            "demo",
            "--data",
            folder.resolve("demo").toString(),
            "--for",
            "15min",
            "--ports",
            "auto",
            "--no-commands")) {
      Path devices = folder.resolve("demo/gateway/data/devices");
      await()
          .atMost(PenstockProcess.PATIENCE)
          .until(() -> demo.output().contains("tank/tank1Level"));
      Path gateway = gateway(devices);
      documents(gateway);
      during(gateway, "the mode was raised at the box: mode=ARMED", () -> {});
      Path old = folder.resolve("old-disk");
      copy(gateway.resolve("audit"), old);
      during(gateway, OPEN, () -> commandAndRelease(gateway));
      rememberAsCosigned(gateway);
      Files.move(gateway.resolve("audit"), folder.resolve("lost"));
      copy(old, gateway.resolve("audit"));
      during(
          gateway,
          OPEN,
          () -> {
            resume(gateway);
            commandUntilRevoked(gateway);
          });
      demo.stop();
      demo.exitCode();
    }
    assertThat(writes())
        .satisfiesExactly(
            first -> assertThat(first).contains("\"value\":\"2.625\""),
            released -> assertThat(released).contains("\"value\":\"0.0\""),
            afterTheResume -> assertThat(afterTheResume).contains("\"value\":\"1.375\""),
            revoked -> assertThat(revoked).contains("\"value\":\"0.0\""));
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
    Typed mistyped =
        Typed.run("trust", "install", at("hall-7"), "--settings", settings, "--fingerprint", zeros);
    assertThat(mistyped.exitCode()).isEqualTo(1);
    assertThat(gateway.resolve("trust/root.json")).doesNotExist();
    String fingerprint = Files.readString(folder.resolve("hall-7/root.sha256")).strip();
    good("trust", "install", at("hall-7"), "--settings", settings, "--fingerprint", fingerprint);
    good("trust", "show", at("hall-7"));
  }

  /** What is done while the gateway runs. */
  private interface Deed {
    void run() throws Exception;
  }

  private void during(Path gateway, String words, Deed deed) throws Exception {
    try (PenstockProcess running = start("run", gateway.resolve("gateway.yaml").toString())) {
      running.awaitErrors(words);
      deed.run();
      running.stop();
      running.exitCode();
    }
  }

  private void commandAndRelease(Path gateway) {
    String[] set = fromElsewhere(gateway, "set", "tank/pump1Voltage", "2.625", "--for", "50s");
    await()
        .atMost(PenstockProcess.PATIENCE)
        .until(() -> Typed.run(with(set, "--dry-run")).exitCode() == 0);
    Matcher lease = LEASE.matcher(good(with(set, "--yes")).output());
    assertThat(lease.find()).isTrue();
    good(fromElsewhere(gateway, "release", lease.group(1)));
    await().atMost(PenstockProcess.PATIENCE).until(() -> writes().size() == 2);
  }

  /**
   * The last checkpoint, as the gateway keeps it beside its documents when a twin has cosigned it.
   */
  private static void rememberAsCosigned(Path gateway) throws IOException {
    String log = gateway.resolve("audit/audit.log").toString();
    String line =
        good("audit", "show", log, "--type", "CHECKPOINT", "--last", "1", "--json").output();
    Json body = Json.parse(line.strip().getBytes(StandardCharsets.UTF_8), 1 << 16).get("body");
    Files.writeString(gateway.resolve("trust/audit-witness.note"), body.get("note").text());
  }

  /**
   * The old log has come back: nothing is taken until two of the roster's signers have resumed it.
   */
  private void resume(Path gateway) {
    String settings = gateway.resolve("gateway.yaml").toString();
    String[] set = fromElsewhere(gateway, "set", "tank/pump1Voltage", "1.375", "--dry-run");
    Typed refused = Typed.run(set);
    assertThat(refused.output()).contains("ROLLED_BACK", "penstock trust resume");
    assertThat(good("audit", "show", settings, "--last", "9").output())
        .contains("find out why, then: penstock trust resume");
    good("audit", "export", settings, "-o", at("hall-7.audit"));
    List<String> words = new ArrayList<>(List.of("trust", "resume", at("hall-7.audit"), "--yes"));
    words.addAll(List.of("--site", at("hall-7"), "--reason", "a disk was restored"));
    words.addAll(List.of("--key", at("hall-7/offline/roster-1.key")));
    words.addAll(List.of("--key", at("hall-7/offline/roster-2.key")));
    words.addAll(List.of("--passphrase-file", at("passphrase")));
    assertThat(good(words.toArray(String[]::new)).output()).contains("are not here", "Complete");
    good("command", "send", at("hall-7/resume.json"), "--settings", settings);
    await().atMost(PenstockProcess.PATIENCE).until(() -> Typed.run(set).exitCode() == 0);
  }

  private void commandUntilRevoked(Path gateway) throws Exception {
    Typed onTheGateway =
        Typed.run(anna("freeze", "--settings", gateway.resolve("gateway.yaml").toString()));
    assertThat(onTheGateway.exitCode()).isEqualTo(UNAVAILABLE);
    assertThat(onTheGateway.errors()).contains("keep personal keys on another machine");

    String[] fromElsewhere =
        fromElsewhere(gateway, "set", "tank/pump1Voltage", "1.375", "--for", "50s", "--yes");
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
    Typed after = Typed.run(fromElsewhere);
    assertThat(after.exitCode()).as(after.said()).isEqualTo(UNAVAILABLE);
    assertThat(after.errors()).contains("does not answer");
  }

  private String[] fromElsewhere(Path gateway, String... words) {
    return anna(
        with(
            words,
            "--socket",
            gateway.resolve("data/command.sock").toString(),
            "--gateway-key",
            gateway.resolve("trust/gateway.pub").toString()));
  }

  private String[] anna(String... words) {
    List<String> all = new ArrayList<>(List.of("command"));
    all.addAll(List.of(words));
    all.addAll(List.of("--key", at("hall-7/people/anna.key")));
    all.addAll(List.of("--passphrase-file", at("passphrase")));
    return all.toArray(String[]::new);
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private List<String> writes() throws IOException {
    return Files.readAllLines(folder.resolve("demo/plant/writes.jsonl")).stream()
        .filter(line -> line.contains("\"user\":\"gateway\""))
        .toList();
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

  private static Typed good(String... words) {
    Typed typed = Typed.run(words);
    assertThat(typed.exitCode()).as("%s%n%s", List.of(words), typed.said()).isZero();
    return typed;
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
