package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, as a newcomer starts it, twice on one folder. */
class DemoSystemTest {

  @TempDir private static Path folder;

  @Test
  void accountsForEverythingAndGoesOnInAnotherEpoch() throws Exception {
    Json first = demo("8s");
    assertThat(first.get("accounted_for").bool()).isTrue();
    assertThat(epochs(first)).hasSize(1);
    assertThat(observations(first, "journaled")).isGreaterThan(50);
    assertThat(observations(first, "delivered")).isEqualTo(observations(first, "journaled"));
    assertThat(observations(first, "holes")).isZero();
    assertThat(observations(first, "duplicates")).isZero();
    assertThat(first.get("latency").get("p50_ms").number()).isPositive();
    assertOneConfirmedCommandInThePlantsOwnJournal(first);
    assertTheAuditLogIsGoodAndOneChangedByteIsNamed();

    Json second = demo("4s");
    assertThat(second.get("accounted_for").bool()).isTrue();
    assertThat(epochs(second)).hasSize(2).startsWith(epochs(first).get(0));
    assertThat(second.get("alarms").list(Json::text)).isEmpty();
    assertThat(observations(second, "holes")).isZero();
  }

  private static void assertOneConfirmedCommandInThePlantsOwnJournal(Json summary)
      throws Exception {
    assertThat(summary.get("commands").get("outcomes").list(Json::text))
        .containsExactly("CONFIRMED");
    List<String> writes = Files.readAllLines(folder.resolve("demo/plant/writes.jsonl"));
    assertThat(writes)
        .filteredOn(line -> line.contains("\"value\":\"3.4\""))
        .singleElement()
        .asString()
        .contains("\"node\":\"Pump1.Voltage\"", "\"user\":\"gateway\"", "\"applied\":true");
  }

  /** As an inspector does, elsewhere: the export and the root's fingerprint. */
  private static void assertTheAuditLogIsGoodAndOneChangedByteIsNamed() throws Exception {
    Path export = folder.resolve("demo.audit");
    String data = folder.resolve("demo").toString();
    assertThat(Typed.run("audit", "export", data, "-o", export.toString()).exitCode()).isZero();
    Json good = verified(export, 0);
    assertThat(good.get("commands").int64()).isPositive();

    byte[] bytes = Files.readAllBytes(export);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"CONFIRMED\"") + 1] ^= 1;
    Files.write(export, bytes);
    Json damage = verified(export, 1).get("damage");
    assertThat(damage.get("kind").text()).isEqualTo("RECORD_EDITED");
    assertThat(damage.get("file").text()).isEqualTo(export.toString());
    assertThat(damage.get("record").int64()).isPositive();
  }

  private static Json verified(Path export, int exitCode) throws Exception {
    String root = Files.readString(folder.resolve("demo/gateway/trust/root.sha256")).strip();
    Typed verify = Typed.run("audit", "verify", export.toString(), "--root", root, "--json");
    assertThat(verify.exitCode()).as(verify.said()).isEqualTo(exitCode);
    return Json.parse(verify.output().strip().getBytes(StandardCharsets.UTF_8), 1 << 16);
  }

  private static Json demo(String length) throws Exception {
    String data = folder.resolve("demo").toString();
    try (PenstockProcess demo =
        PenstockProcess.start(
            folder, "demo", "--data", data, "--for", length, "--ports", "auto", "--json")) {
      int exitCode = demo.exitCode();
      assertThat(exitCode).as(demo.output() + demo.errors()).isZero();
      return Json.parse(demo.output().strip().getBytes(StandardCharsets.UTF_8), 1 << 16);
    }
  }

  private static long observations(Json summary, String what) {
    return summary.get("observations").get(what).int64();
  }

  private static List<String> epochs(Json summary) {
    return summary.get("epochs").list(epoch -> epoch.get("epoch").text());
  }
}
