package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's tour of attacks, and what the plant's own journal says of it. */
class AttackSystemTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @Test
  void holdsAgainstEveryAttackOfTheTour() throws Exception {
    String data = folder.resolve("demo").toString();
    try (PenstockProcess demo =
        PenstockProcess.start(
            folder, "demo", "--attack", "--data", data, "--ports", "auto", "--json")) {
      int exitCode = demo.exitCode(PATIENCE);
      Json summary = Json.parse(demo.output().strip().getBytes(StandardCharsets.UTF_8), 1 << 18);

      assertThat(summary.get("attacks").list(attack -> attack.get("name").text()))
          .contains("limit", "interlock", "replay", "broker owner", "forged ack")
          .contains("fake sensor", "lost pulse", "revoked key", "restored disk", "edited log");
      assertThat(summary.get("attacks").list(attack -> attack.get("verdict").text()))
          .as(demo.errors())
          .containsOnly("HELD");
      assertThat(summary.get("commands").get("unexplained_writes").list(Json::text)).isEmpty();
      assertThat(exitCode).as(demo.output() + demo.errors()).isZero();
    }
    assertThat(Files.readAllLines(folder.resolve("demo/plant/writes.jsonl")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("\"value\":\"9"))
        .noneMatch(line -> line.contains("Pump2"));
  }
}
