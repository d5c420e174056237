package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Json;
import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.log.MerkleProof;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Resume;
import dev.penstock.gateway.actuation.audit.MemoryAuditFile;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who vouches for the log, and what happens when it lacks what was vouched for. */
class CustodyTest {

  private static final Duration MINUTE = Duration.ofSeconds(61);

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder).start();
    bench.pass(Duration.ofMillis(100));
  }

  @Test
  void statesItsRootAtTheStartAndThenOnceAMinuteIfSomethingHappened() throws Exception {
    assertThat(bench.durable(RecordType.CHECKPOINT)).hasSize(1);
    bench.run(MINUTE);
    assertThat(bench.durable(RecordType.CHECKPOINT)).hasSize(1);
    bench.command("4");
    bench.run(Duration.ofSeconds(10));

    assertThat(bench.durable(RecordType.CHECKPOINT)).hasSize(2);
    SignedNote note = SignedNote.parse(note(bench.durable(RecordType.CHECKPOINT).get(1)));
    assertThat(note.isSignedBy(Site.GATEWAY, bench.site.gateway.publicKey())).isTrue();
    assertThat(note.head().origin()).isEqualTo(Site.GATEWAY + "/audit");
  }

  @Test
  void statesItsRootAfterTwoHundredAndFiftySixRecords() throws Exception {
    for (int i = 0; i < 300; i++) {
      bench.deliver(bench.wish("4"), bench.site.anna);
      bench.pass(Duration.ofMillis(10));
    }

    assertThat(bench.durable(RecordType.CHECKPOINT)).hasSize(2);
  }

  @Test
  void tellsATwinAgainUntilItCosigns() throws Exception {
    bench.run(Duration.ofSeconds(35));
    assertThat(bench.checkpoints).hasSize(4);
    cosign(newest());
    bench.run(Duration.ofSeconds(35));

    assertThat(bench.checkpoints).hasSize(4);
    assertThat(bench.durable(RecordType.COSIGNATURE)).hasSize(1);
  }

  @Test
  void provesToATwinThatTheLogOnlyGrew() throws Exception {
    Checkpoint first = newest();
    cosign(first);
    bench.command("4");
    bench.run(MINUTE);

    Checkpoint second = newest();
    assertThat(second.since()).isEqualTo(first.head().size());
    assertThat(grows(first.head(), second)).isTrue();
  }

  @Test
  void aCosignedCheckpointIsKeptBesideTheTrustSet() throws Exception {
    Checkpoint checkpoint = newest();
    cosign(checkpoint);

    SignedNote kept = SignedNote.parse(Files.readString(memory()));
    assertThat(kept.head()).isEqualTo(checkpoint.head());
    assertThat(kept.isSignedBy("twin", bench.site.twin.publicKey())).isTrue();
    assertThat(kept.isSignedBy(Site.GATEWAY, bench.site.gateway.publicKey())).isTrue();
  }

  @Test
  void anOlderLogPutBackIsRolledBackWithoutAnyNetwork() throws Exception {
    MemoryAuditFile old = bench.disk.survivor();
    bench.command("4");
    bench.run(Duration.ofSeconds(90));
    cosign(newest());
    restore(old);

    assertRefused(bench.refusedSelect(bench.wish("5"), bench.site.anna));
    assertThat(bench.durable(RecordType.ROLLED_BACK)).hasSize(1);
  }

  @Test
  void aWholeDiskPutBackIsRolledBackAsSoonAsTheTwinAnswers() throws Exception {
    MemoryAuditFile old = bench.disk.survivor();
    bench.command("4");
    bench.run(Duration.ofSeconds(90));
    Checkpoint remembered = newest();
    cosign(remembered);
    Files.delete(memory());
    restore(old);
    bench.command("3");

    cosign(remembered);

    assertRefused(bench.refusedSelect(bench.wish("4"), bench.site.anna));
    bench.run(Duration.ofSeconds(2));
    assertThat(bench.writes()).endsWith("1");
    assertThat(bench.outcomes()).contains(Outcome.REVERTED);
  }

  @Test
  void aRolledBackLogStatesNothingMoreAndStaysSoOverRestarts() throws Exception {
    rollBack();
    int before = bench.checkpoints.size();
    bench.crash().restart();
    bench.run(Duration.ofSeconds(90));

    assertThat(bench.checkpoints).hasSize(before);
    assertRefused(bench.refusedSelect(bench.wish("4"), bench.site.anna));
  }

  @Test
  void aResumeOfTheRostersSignersOpensTheNextOrigin() throws Exception {
    LogHead lost = rollBack();
    resume(lost, nonce(), bench.site.root1, bench.site.root2);
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(newest().head().origin()).isEqualTo("press-shop-1/audit-2");
    assertThat(newest().since()).isZero();
    cosign(newest());
    bench.crash().restart();
    bench.run(Duration.ofSeconds(1));
    assertThat(newest().head().origin()).isEqualTo("press-shop-1/audit-2");
    assertThat(bench.durable(RecordType.ROLLED_BACK)).hasSize(1);
  }

  @Test
  void aResumeNeedsAllSignersThePresentNonceAndTheLostLog() throws Exception {
    LogHead lost = rollBack();
    resume(lost, nonce(), bench.site.root1);
    resume(lost, "00".repeat(16), bench.site.root1, bench.site.root2);
    LogHead other = new LogHead(lost.origin(), lost.size() + 1, lost.root());
    resume(other, nonce(), bench.site.root1, bench.site.root2);

    assertThat(bench.durable(RecordType.RESUME)).isEmpty();
    assertRefused(bench.refusedSelect(bench.wish("4"), bench.site.anna));
  }

  @Test
  void aResumeOfAnEarlierRunDoesNothing() throws Exception {
    LogHead lost = rollBack();
    String earlier = nonce();
    bench.crash().restart();
    resume(lost, earlier, bench.site.root1, bench.site.root2);

    assertThat(bench.durable(RecordType.RESUME)).isEmpty();
  }

  @Test
  void aTwinCannotAccuseTheGatewayOfALogThatTheGatewayDidNotSign() throws Exception {
    LogHead invented = new LogHead(Site.GATEWAY + "/audit", 1_000_000, "ab".repeat(32));
    String line = line(invented, "twin", bench.site.twin);
    bench.deliver(new Cosignature(Site.GATEWAY, "twin", invented, line, line), bench.site.twin);

    assertThat(bench.durable(RecordType.ROLLED_BACK)).isEmpty();
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void nobodyButATwinCosigns() throws Exception {
    Checkpoint checkpoint = newest();
    String line = line(checkpoint.head(), "anna", bench.site.anna);
    bench.deliver(
        new Cosignature(Site.GATEWAY, "anna", checkpoint.head(), checkpoint.signature(), line),
        bench.site.anna);

    assertThat(bench.durable(RecordType.COSIGNATURE)).isEmpty();
  }

  @Test
  void aWitnessMemoryThatCannotBeReadKeepsTheGateShut() throws Exception {
    Files.writeString(memory(), "something else\n");

    assertThatThrownBy(() -> bench.crash().restart())
        .isInstanceOf(GateStartException.class)
        .hasMessageContaining("audit-witness.note");
  }

  private LogHead rollBack() throws Exception {
    MemoryAuditFile old = bench.disk.survivor();
    bench.command("4");
    bench.run(Duration.ofSeconds(90));
    Checkpoint lost = newest();
    cosign(lost);
    restore(old);
    return lost.head();
  }

  private void restore(MemoryAuditFile old) throws Exception {
    bench.crash();
    bench.disk = old;
    bench.restart();
    bench.run(Duration.ofSeconds(1));
  }

  private void resume(LogHead lost, String nonce, Signer... signers) {
    Resume resume =
        new Resume(Site.GATEWAY, lost, Site.GATEWAY + "/audit-2", nonce, "disk replaced");
    bench.deliver(Envelope.sign(resume, signers).bytes());
  }

  private String nonce() {
    List<String> all = bench.durable(RecordType.ROLLED_BACK);
    return json(all.get(all.size() - 1)).get("nonce").text();
  }

  private static void assertRefused(Receipt receipt) {
    assertThat(receipt.result().code()).isEqualTo("ROLLED_BACK");
  }

  private Path memory() {
    return folder.resolve("audit-witness.note");
  }

  private Checkpoint newest() throws Exception {
    return bench.checkpoints.get(bench.checkpoints.size() - 1).envelope().read(Checkpoint::read);
  }

  private void cosign(Checkpoint said) {
    String line = line(said.head(), "twin", bench.site.twin);
    bench.deliver(
        new Cosignature(Site.GATEWAY, "twin", said.head(), said.signature(), line),
        bench.site.twin);
  }

  private static String line(LogHead head, String name, KeySigner key) {
    return SignedNote.sign(head, name, key.publicKey(), key);
  }

  private static boolean grows(LogHead from, Checkpoint to) {
    HexFormat hex = HexFormat.of();
    return MerkleProof.grows(
        from.size(),
        hex.parseHex(from.root()),
        to.head().size(),
        hex.parseHex(to.head().root()),
        to.proof().stream().map(hex::parseHex).toList());
  }

  private static String note(String body) {
    return json(body).get("note").text();
  }

  private static Json json(String body) {
    return Json.parse(body.getBytes(StandardCharsets.UTF_8), 1 << 20);
  }
}
