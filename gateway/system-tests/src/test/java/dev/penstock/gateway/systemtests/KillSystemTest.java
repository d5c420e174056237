package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL for the gateway while values flow. */
class KillSystemTest {

  private static final Pattern GATEWAY = Pattern.compile("gateway +process ([0-9]+)");

  @TempDir private Path folder;

  @Test
  void theTwinHasNeitherHoleNorDuplicateAfterTheGatewayWasKilled() throws Exception {
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
      kill(demo);
      demo.awaitErrors("The gateway starts again");
      demo.awaitErrors("The gateway delivers again");
      demo.stop();

      int exitCode = demo.exitCode();
      Json summary = Json.parse(demo.output().strip().getBytes(StandardCharsets.UTF_8), 1 << 16);
      assertThat(summary.get("epochs").list(epoch -> epoch.get("reason").text()))
          .containsExactly("CREATED", "KILLED");
      assertThat(summary.get("epochs").list(epoch -> epoch.get("missing").int64()))
          .containsExactly(0L, 0L);
      assertThat(summary.get("observations").get("duplicates").int64()).isZero();
      assertThat(summary.get("alarms").list(Json::text)).isEqualTo(List.of());
      assertThat(exitCode).as(demo.output() + demo.errors()).isZero();
    }
  }

  /** SIGKILL for the demo's gateway. */
  static void kill(PenstockProcess demo) {
    Matcher gateway = GATEWAY.matcher(demo.errors());
    assertThat(gateway.find()).as(demo.errors()).isTrue();
    ProcessHandle.of(Long.parseLong(gateway.group(1))).orElseThrow().destroyForcibly();
  }
}
