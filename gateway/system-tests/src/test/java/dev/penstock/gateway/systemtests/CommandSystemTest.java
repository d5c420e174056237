package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator at the command line, in front of the running demo; the plant's journal judges. */
class CommandSystemTest {

  private static final int REFUSED = 30;
  private static final Pattern BROKER = Pattern.compile("broker +(tcp://[0-9.:]+)");
  private static final String PUMP = "tank/pump2Voltage";

  @TempDir private Path folder;

  @Test
  void movesAPumpBySocketAndByBrokerAndIsRefusedWithTheReason() throws Exception {
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
            "--json")) {
      demo.awaitErrors("Command: .*CONFIRMED");

      assertThat(set("5.9", "--dry-run", "--for", "10s").exitCode()).isEqualTo(REFUSED);
      PenstockProcess moved = set("2.875", "--yes", "--for", "10s", "--json");
      assertThat(moved.exitCode()).as(moved.errors()).isZero();
      assertThat(json(moved).get("outcome").text()).isEqualTo("CONFIRMED");
      String lease = json(moved).get("lease_id").text();
      assertThat(command("release", lease).exitCode()).isZero();

      Matcher broker = BROKER.matcher(demo.errors());
      assertThat(broker.find()).isTrue();
      PenstockProcess frozen = command("freeze", "--json", "--broker", broker.group(1));
      assertThat(frozen.exitCode()).as(frozen.errors()).isZero();
      PenstockProcess refused = set("1.125", "--yes", "--for", "10s", "--json");
      assertThat(refused.exitCode()).isEqualTo(REFUSED);
      assertThat(refused.output()).contains("\"code\":\"FROZEN\"");
      String stop = json(frozen).get("answers").text();
      assertThat(command("reset", stop).exitCode()).isZero();

      demo.stop();
      demo.exitCode();
    }
    assertThat(writesOfPump2()).hasSize(2);
    assertThat(writesOfPump2().get(0)).contains("\"value\":\"2.875\"");
    assertThat(writesOfPump2().get(1)).contains("\"value\":\"0.0\"");
  }

  private List<String> writesOfPump2() throws IOException {
    return Files.readAllLines(folder.resolve("demo/plant/writes.jsonl")).stream()
        .filter(line -> line.contains("Pump2.Voltage"))
        .toList();
  }

  private PenstockProcess set(String value, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("set", PUMP, value));
    words.addAll(List.of(more));
    return command(words.toArray(String[]::new));
  }

  private PenstockProcess command(String... words) throws Exception {
    Path gateway = folder.resolve("demo/gateway");
    List<String> all = new ArrayList<>(List.of("command"));
    all.addAll(List.of(words));
    all.addAll(
        List.of(
            "--settings",
            gateway.resolve("gateway.yaml").toString(),
            "--key",
            gateway.resolve("trust/demo-keys/operator.key").toString()));
    if (List.of(words).contains("--broker")) {
      all.addAll(
          List.of(
              "--user",
              "operator",
              "--password-file",
              folder.resolve("demo/secrets/operator").toString()));
    }
    return PenstockProcess.run(folder, all.toArray(String[]::new));
  }

  private static Json json(PenstockProcess process) {
    return Json.parse(process.output().strip().getBytes(StandardCharsets.UTF_8), 1 << 16);
  }
}
