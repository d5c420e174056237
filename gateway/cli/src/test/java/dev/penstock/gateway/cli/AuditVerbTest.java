package dev.penstock.gateway.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.testkit.FakeMonotonicClock;
import dev.penstock.gateway.actuation.audit.AuditLog;
import dev.penstock.gateway.actuation.audit.Custody;
import dev.penstock.gateway.actuation.audit.CustodyHistory;
import dev.penstock.gateway.actuation.audit.PlainAuditFiles;
import dev.penstock.gateway.actuation.audit.RecordType;
import dev.penstock.gateway.actuation.audit.WitnessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit verbs, on a log that a gateway without any command wrote. */
class AuditVerbTest {

  private static final KeySigner GATEWAY = KeySigner.ofSeed(new byte[KeySigner.SEED_BYTES]);

  @TempDir Path folder;
  private Path log;
  private Path key;
  private LogHead head;

  @BeforeEach
  void write() throws Exception {
    log = folder.resolve("audit/audit.log");
    key = folder.resolve("hall-7.pub");
    new PublicKeyFile("hall-7", GATEWAY.publicKey()).write(key);
    try (PlainAuditFiles files = PlainAuditFiles.open(log, 1 << 16)) {
      AuditLog writer = AuditLog.open(files, "44".repeat(16), new FakeMonotonicClock(), r -> {});
      append(
          writer,
          RecordType.START,
          "{\"gateway\":\"hall-7\",\"clock\":\"2026-03-01T12:00:00Z\",\"cut\":false}");
      append(writer, RecordType.MODE, "{\"mode\":\"OBSERVE\"}");
      append(
          writer,
          RecordType.REFUSED,
          "{\"issuer\":\"anna\",\"reason\":\"RANGE\",\"words\":\"too"
              + " much\",\"cmd_id\":\"anna-7\"}");
      head = writer.head("hall-7/audit");
      Custody custody =
          new Custody(
              writer,
              new Custody.Owner("hall-7", GATEWAY),
              new CustodyHistory("hall-7"),
              new WitnessFile(folder.resolve("note")),
              "55".repeat(16));
      custody.seal(0);
    }
  }

  private static void append(AuditLog writer, RecordType type, String body) throws Exception {
    writer.append(type, body.getBytes(UTF_8));
  }

  @Test
  void showListsRecordsInOrder() {
    Cli cli = new Cli();

    assertThat(cli.run("audit", "show", log.toString())).isZero();
    assertThat(cli.out().lines()).hasSize(4);
    assertThat(cli.out()).contains("2026-03-01T12:00:00", "RANGE", "CHECKPOINT");
  }

  @Test
  void showFiltersAndKeepsTheLast() {
    Cli cli = new Cli();

    assertThat(cli.run("audit", "show", log.toString(), "--type", "START,MODE", "--last", "1"))
        .isZero();
    assertThat(cli.out().lines()).singleElement().asString().contains("MODE");
  }

  @Test
  void showAsJsonIsAnObjectALineWithTheWholeBody() {
    Cli cli = new Cli();
    cli.run("audit", "show", log.getParent().toString(), "--json");

    Json third = Json.parse(cli.out().lines().toList().get(2).getBytes(UTF_8), 1 << 16);
    assertThat(third.get("index").int64()).isEqualTo(2);
    assertThat(third.get("body").get("reason").text()).isEqualTo("RANGE");
  }

  @Test
  void traceTellsWhatBelongsToOneCommand() {
    Cli cli = new Cli();

    assertThat(cli.run("audit", "trace", "anna-7", log.toString())).isZero();
    assertThat(cli.out()).contains("too much", "cosigned by nobody yet").doesNotContain("OBSERVE");
    Cli other = new Cli();
    assertThat(other.run("audit", "trace", "ben-1", log.toString())).isEqualTo(1);
    assertThat(other.err()).contains("ben-1");
  }

  @Test
  void verifyIsGoodOnTheLogAndOnItsExport() {
    Path export = folder.resolve("hall-7.audit");
    assertThat(new Cli().run("audit", "export", log.toString(), "-o", export.toString())).isZero();
    Cli cli = new Cli();

    assertThat(verify(new Cli(), log)).isZero();
    assertThat(verify(cli, export)).isZero();
    assertThat(cli.out()).contains("GOOD", "the first 4 records by the gateway");
  }

  @Test
  void exportOverwritesNothing() {
    Cli cli = new Cli();

    assertThat(cli.run("audit", "export", log.toString(), "-o", key.toString())).isEqualTo(69);
    assertThat(cli.err()).contains("not overwritten");
  }

  @Test
  void verifyNamesFileRecordAndFaultOfOneByteThatChanged() throws Exception {
    byte[] bytes = Files.readAllBytes(log);
    int at = new String(bytes, ISO_8859_1).indexOf("OBSERVE");
    bytes[at] ^= 1;
    Files.write(log, bytes);
    Cli cli = new Cli();

    assertThat(cli.run("audit", "verify", log.toString(), "--key", key.toString(), "--json"))
        .isEqualTo(1);
    Json damage = Json.parse(cli.out().strip().getBytes(UTF_8), 1 << 16).get("damage");
    assertThat(damage.get("kind").text()).isEqualTo("RECORD_EDITED");
    assertThat(damage.get("record").int64()).isEqualTo(1);
    assertThat(damage.get("file").text()).isEqualTo(log.toString());
  }

  @Test
  void verifyHoldsTheLogAgainstAWitness() throws Exception {
    Path same = witness("same.note", head);
    Path longer = witness("longer.note", new LogHead(head.origin(), 9, head.root()));
    Cli cli = new Cli();

    assertThat(verify(new Cli(), log, "--witness", same.toString())).isZero();
    assertThat(verify(cli, log, "--witness", longer.toString())).isEqualTo(1);
    assertThat(cli.out()).contains("WITNESS_DISAGREES", "ends before");
  }

  private Path witness(String name, LogHead of) throws Exception {
    String line = SignedNote.sign(of, "hall-7", GATEWAY.publicKey(), GATEWAY);
    return Files.writeString(folder.resolve(name), new SignedNote(of, List.of(line)).toString());
  }

  @Test
  void verifyWantsToKnowWhoseLogItShouldBe() {
    Cli cli = new Cli();

    assertThat(cli.run("audit", "verify", log.toString())).isEqualTo(2);
    assertThat(cli.err()).contains("--key or --root");
    assertThat(new Cli().run("audit", "verify", log.toString(), "--chain-only")).isZero();
  }

  @Test
  void aLogThatIsNotThereIsNamed() {
    Cli cli = new Cli();

    assertThat(cli.run("audit", "show", folder.resolve("none.log").toString())).isEqualTo(69);
    assertThat(cli.err()).contains("none.log");
  }

  private int verify(Cli cli, Path which, String... more) {
    List<String> words = new ArrayList<>(List.of("audit", "verify", which.toString()));
    words.addAll(List.of("--key", key.toString()));
    words.addAll(List.of(more));
    return cli.run(words.toArray(String[]::new));
  }
}
