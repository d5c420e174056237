package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator's life at the command line, in front of one demo that runs: its gateway is a process
 * of its own, and the plant's journal judges. What cannot be undone without somebody at the box
 * comes last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandSystemTest {

  private static final int REFUSED = 30;
  private static final Pattern BROKER = Pattern.compile("broker +(tcp://[0-9.:]+)");
  private static final Pattern APPLIED =
      Pattern.compile(".*Pump2.Voltage.*\"value\":\"([0-9.]+)\".*\"applied\":true.*");
  private static final String PUMP = "tank/pump2Voltage";
  private static final String SAFE = "0.0";

  @TempDir private static Path folder;
  private static PenstockProcess demo;
  private static String broker;

  @BeforeAll
  static void startTheDemo() throws IOException {
    String data = folder.resolve("demo").toString();
    demo =
        PenstockProcess.start(
            folder, "demo", "--data", data, "--for", "15min", "--ports", "auto", "--json");
    demo.awaitErrors("Command: .*CONFIRMED");
    Matcher found = BROKER.matcher(demo.errors());
    assertThat(found.find()).isTrue();
    broker = found.group(1);
  }

  @AfterAll
  static void stopTheDemo() throws InterruptedException {
    demo.stop();
    assertThat(demo.exitCode()).as(demo.output() + demo.errors()).isZero();
    demo.close();
  }

  @Test
  @Order(1)
  void aDryRunShowsWhatItWouldMeetAndWritesNothing() throws Exception {
    int before = writes().size();
    Typed tooFar = set("5.9", "--dry-run", "--for", "10s");
    Typed fine = set("1.5", "--dry-run", "--for", "10s");

    assertThat(tooFar.exitCode()).isEqualTo(REFUSED);
    assertThat(tooFar.output()).contains("would be refused because STEP");
    assertThat(fine.exitCode()).as(fine.said()).isZero();
    assertThat(fine.output())
        .contains("limits: 0 to 6 V, a step of at most 2 V", "✓ interlock", "tank/tank1Level")
        .containsPattern("GOOD, [0-9.]+ s old")
        .contains("would be carried out");
    assertThat(writes()).hasSize(before);
  }

  @Test
  @Order(2)
  void movesAPumpThroughTheSocketAndThroughTheBroker() throws Exception {
    int before = writes().size();
    release(leaseOf(moved("1.875", "--for", "30s")));
    release(leaseOf(moved("1.625", throughTheBroker("--for", "30s"))));

    assertThat(values(before)).containsExactly("1.875", SAFE, "1.625", SAFE);
    assertThat(Files.getPosixFilePermissions(gateway("data/command.sock")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  @Order(3)
  void renewsTwiceAndAReplayedRenewalDoesNothing() throws Exception {
    int before = writes().size();
    String lease = leaseOf(moved("1.375", "--for", "30s"));
    Typed first = command("renew", lease);
    Typed replayed = command("renew", lease, "--number", "1");
    Typed second = command("renew", lease, throughTheBroker("--number", "2"));

    assertThat(first.exitCode()).as(first.said()).isZero();
    assertThat(first.output()).contains("the next time: --number 2");
    assertThat(replayed.exitCode()).isEqualTo(REFUSED);
    assertThat(replayed.output()).contains("LEASE_NUMBER", "next is 2");
    assertThat(second.exitCode()).as(second.said()).isZero();
    release(lease);
    assertThat(values(before)).containsExactly("1.375", SAFE);
    assertThat(command("release", lease).output()).contains("LEASE_UNKNOWN");
  }

  @Test
  @Order(4)
  void whoWatchesSeesWhatBecomesOfALease() throws Exception {
    try (PenstockProcess watch =
        PenstockProcess.start(folder, words("watch", throughTheBroker("--json")))) {
      await()
          .atMost(PenstockProcess.PATIENCE)
          .until(
              () ->
                  command("reset", "nothing").exitCode() == REFUSED
                      && watch.output().contains("STOP_UNKNOWN"));
      moved("1.125", "--for", "3s");

      await()
          .atMost(PenstockProcess.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(watch.output())
                      .contains("\"outcome\":\"CONFIRMED\"", "\"outcome\":\"REVERTED\""));
    }
  }

  @Test
  @Order(5)
  void aFreezeTakesNothingNewAndLetsWhatIsHeldRunOut() throws Exception {
    int before = writes().size();
    String lease = leaseOf(moved("1.25", "--for", "50s"));
    Typed frozen = command("freeze", throughTheBroker("--reason", "smoke"));

    assertThat(frozen.exitCode()).as(frozen.said()).isZero();
    String stop = stopIn(frozen);
    assertThat(set("1.5", "--yes", "--for", "10s").output()).contains("FROZEN");
    assertThat(values(before)).containsExactly("1.25");
    release(lease);
    assertThat(command("reset", "0".repeat(64)).output()).contains("STOP_UNKNOWN");
    assertThat(command("reset", stop).exitCode()).isZero();
    assertThat(command("reset", stop).exitCode()).isEqualTo(REFUSED);
    assertThat(values(before)).containsExactly("1.25", SAFE);
  }

  @Test
  @Order(6)
  void anInhibitDrivesThePumpSafeAndKeepsItThere() throws Exception {
    int before = writes().size();
    moved("1.75", "--for", "50s");
    Typed inhibited = command("inhibit", PUMP, "--reason", "leak");

    assertThat(inhibited.exitCode()).as(inhibited.said()).isZero();
    awaitSafe();
    assertThat(set("1.5", "--yes", "--for", "10s").output()).contains("INHIBITED");
    assertThat(command("reset", stopIn(inhibited)).exitCode()).isZero();
    release(leaseOf(moved("1.0625", "--for", "30s")));
    assertThat(values(before)).containsExactly("1.75", SAFE, "1.0625", SAFE);
  }

  @Test
  @Order(7)
  void maintenanceEndsWhatIsHeldAndRefusesTheDevicesCommands() throws Exception {
    int before = writes().size();
    moved("1.9375", "--for", "50s");
    Typed begun = command("maintenance", "tank", "--for", "5m", "--reason", "bearings");

    assertThat(begun.exitCode()).as(begun.said()).isZero();
    awaitSafe();
    assertThat(set("1.5", "--yes", "--for", "10s").output()).contains("MAINTENANCE");
    assertThat(command("reset", stopIn(begun)).exitCode()).isZero();
    release(leaseOf(moved("1.8125", "--for", "30s")));
    assertThat(values(before)).containsExactly("1.9375", SAFE, "1.8125", SAFE);
  }

  @Test
  @Order(8)
  void aFailureThatThereIsNotCannotBeAcknowledged() {
    Typed typed = command("acknowledge", "ab".repeat(16));

    assertThat(typed.exitCode()).isEqualTo(REFUSED);
    assertThat(typed.output()).contains("STOP_UNKNOWN");
  }

  @Test
  @Order(9)
  void noMessageRaisesTheMode() {
    Typed lowered = command("mode", "supervised", "--reason", "an audit");
    Typed raised = command("mode", "armed");

    assertThat(lowered.exitCode()).as(lowered.said()).isZero();
    assertThat(raised.exitCode()).isEqualTo(REFUSED);
    assertThat(raised.output()).contains("MODE_NEEDS_PRESENCE", "commands.gate.mode");
  }

  @Test
  @Order(10)
  void whileSupervisedACommandNeedsAnotherPersonsApproval() throws Exception {
    int before = writes().size();
    Path offer = folder.resolve("offer.json");
    String[] asks = words("set", PUMP, "1.4375", "--for", "30s", "--offer", offer.toString());
    try (PenstockProcess alone = PenstockProcess.startTyping(folder, asks)) {
      alone.awaitErrors("Is that done");
      alone.type("y", "y");
      assertThat(alone.exitCode()).isEqualTo(REFUSED);
      assertThat(alone.output()).contains("APPROVAL_MISSING");
    }
    try (PenstockProcess two = PenstockProcess.startTyping(folder, asks)) {
      two.awaitErrors("Is that done");
      assertThat(approve(offer, "operator").output()).contains("APPROVAL_BY_ISSUER");
      Typed approved = approve(offer, "supervisor");
      assertThat(approved.exitCode()).as(approved.said()).isZero();
      assertThat(approved.output()).contains("operator wants this; you approve it:", "1.4375 V");
      two.type("y", "y");
      assertThat(two.exitCode()).as(two.output() + two.errors()).isZero();
      assertThat(two.output()).contains("CONFIRMED");
    }
    assertThat(values(before)).startsWith("1.4375");
  }

  @Test
  @Order(11)
  void inShadowEverythingIsHeldBackAndNothingNewIsWritten() throws Exception {
    Typed lowered = command("mode", "shadow");

    assertThat(lowered.exitCode()).as(lowered.said()).isZero();
    awaitSafe();
    int before = writes().size();
    Typed rehearsed = set("1.5", "--yes", "--for", "10s");
    assertThat(rehearsed.exitCode()).isEqualTo(REFUSED);
    assertThat(rehearsed.output()).contains("MODE_SHADOW");
    assertThat(writes()).hasSize(before);
  }

  /** Waits until it would be carried out, for a pump rests after each command. */
  private static Json moved(String value, String... more) {
    await()
        .atMost(PenstockProcess.PATIENCE)
        .until(() -> set(value, "--dry-run", "--for", "3s").exitCode() == 0);
    Typed moved = set(value, with(more, "--yes", "--json"));
    assertThat(moved.exitCode()).as(moved.said()).isZero();
    Json json = json(moved);
    assertThat(json.get("outcome").text()).isEqualTo("CONFIRMED");
    return json;
  }

  private static String leaseOf(Json confirmed) {
    return confirmed.get("lease_id").text();
  }

  private static void release(String lease) {
    Typed released = command("release", lease);
    assertThat(released.exitCode()).as(released.said()).isZero();
    awaitSafe();
  }

  private static void awaitSafe() {
    await()
        .atMost(PenstockProcess.PATIENCE)
        .untilAsserted(() -> assertThat(values(0)).last().isEqualTo(SAFE));
  }

  private static String stopIn(Typed stopped) {
    Matcher found =
        Pattern.compile("penstock command reset ([0-9a-f]{64})").matcher(stopped.output());
    assertThat(found.find()).as(stopped.said()).isTrue();
    return found.group(1);
  }

  private static Typed approve(Path offer, String who) {
    return Typed.run(
        "command",
        "approve",
        offer.toString(),
        "--yes",
        "--settings",
        gateway("gateway.yaml").toString(),
        "--key",
        key(who));
  }

  private static Typed set(String value, String... more) {
    return Typed.run(words("set", with(more, PUMP, value)));
  }

  private static Typed command(String verb, String... more) {
    return Typed.run(words(verb, more));
  }

  private static Typed command(String verb, String subject, String[] more) {
    return Typed.run(words(verb, with(more, subject)));
  }

  private static String[] words(String verb, String... more) {
    return with(
        more,
        "command",
        verb,
        "--settings",
        gateway("gateway.yaml").toString(),
        "--key",
        key("operator"));
  }

  private static String[] throughTheBroker(String... more) {
    String password = folder.resolve("demo/secrets/operator").toString();
    return with(more, "--broker", broker, "--user", "operator", "--password-file", password);
  }

  /** The first words before the others. */
  private static String[] with(String[] others, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }

  private static Path gateway(String name) {
    return folder.resolve("demo/gateway").resolve(name);
  }

  private static String key(String who) {
    return gateway("trust/demo-keys").resolve(who + ".key").toString();
  }

  /** What the plant itself has carried out of pump 2, from this write on. */
  private static List<String> values(int from) throws IOException {
    List<String> writes = writes();
    return writes.subList(from, writes.size());
  }

  private static List<String> writes() throws IOException {
    return Files.readAllLines(folder.resolve("demo/plant/writes.jsonl")).stream()
        .map(APPLIED::matcher)
        .filter(Matcher::matches)
        .map(write -> write.group(1))
        .toList();
  }

  private static Json json(Typed typed) {
    return Json.parse(typed.output().strip().getBytes(StandardCharsets.UTF_8), 1 << 16);
  }
}
