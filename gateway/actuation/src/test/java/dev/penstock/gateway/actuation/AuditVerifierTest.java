package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Approval;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.trust.RootClaim;
import dev.penstock.gateway.actuation.audit.AuditDamage;
import dev.penstock.gateway.actuation.audit.AuditDamage.Kind;
import dev.penstock.gateway.actuation.audit.AuditKeys;
import dev.penstock.gateway.actuation.audit.AuditReport;
import dev.penstock.gateway.actuation.audit.AuditVerifier;
import dev.penstock.gateway.actuation.audit.Forger;
import dev.penstock.gateway.actuation.audit.MemoryAuditFile;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of commands in the hands of an inspector, and of somebody who would like it otherwise. */
class AuditVerifierTest {

  @TempDir Path folder;
  private Bench bench;
  private Checkpoint cosigned;

  @BeforeEach
  void letSomethingHappen() throws Exception {
    bench = new Bench(folder);
    bench.site.approvals = 1;
    bench.start().run(Duration.ofSeconds(1));
    Offer offer = bench.select("4");
    bench.deliver(approval(offer), bench.site.ben);
    bench.operate(offer);
    bench.select("9.5");
    bench.control(Control.Action.FREEZE, Control.Terms.NONE);
    bench.run(Duration.ofSeconds(65));
    cosigned =
        bench.checkpoints.get(bench.checkpoints.size() - 1).envelope().read(Checkpoint::read);
    String line = line(cosigned.head(), bench.site.twin);
    bench.deliver(
        new Cosignature(Site.GATEWAY, "twin", cosigned.head(), cosigned.signature(), line),
        bench.site.twin);
    bench.core().sealLog();
    bench.crash();
  }

  private Approval approval(Offer offer) {
    return new Approval(bench.head("ben"), Sha256.hex(offer.bytes()));
  }

  @Test
  void isGoodWithNothingButTheGatewaysKey() throws Exception {
    AuditReport report = verify(bench.disk, key(bench.site.gateway));

    assertThat(report.damage()).isNull();
    assertThat(report.checked().commands()).isEqualTo(1);
    assertThat(report.checked().signatures()).isGreaterThan(8);
    assertThat(report.checked().unchecked()).isZero();
    assertThat(report.vouched().byTwin()).isEqualTo(cosigned.head().size());
    assertThat(report.notes()).anyMatch(note -> note.contains("nobody vouches for these roots"));
  }

  @Test
  void isGoodWithAFingerprintOfTheRootAndTheKey() throws Exception {
    AuditReport report =
        verify(
            bench.disk,
            new AuditKeys(bench.site.gateway.publicKey(), Set.of(root()), List.of(), List.of()));

    assertThat(report.damage()).isNull();
    assertThat(report.notes()).noneMatch(note -> note.contains("nobody vouches"));
  }

  @Test
  void aRootThatWasNotNamedIsWrong() throws Exception {
    AuditKeys other = new AuditKeys(null, Set.of("ab".repeat(32)), List.of(), List.of());

    assertThat(damage(verify(bench.disk, other)).kind()).isEqualTo(Kind.EVIDENCE_WRONG);
  }

  @Test
  void anotherGatewaysKeyFindsTheFirstCheckpointWrong() throws Exception {
    AuditDamage damage = damage(verify(bench.disk, key(bench.site.stranger)));

    assertThat(damage.kind()).isEqualTo(Kind.CHECKPOINT_WRONG);
    assertThat(damage.record()).isEqualTo(indexOf(RecordType.CHECKPOINT));
  }

  @Test
  void anotherValueInAnIntentIsFoundEvenIfEveryHashFits() throws Exception {
    assertRetold(
        RecordType.INTENT,
        body -> body.replace("\"value\":\"4\"", "\"value\":\"5\""),
        Kind.EVIDENCE_WRONG);
  }

  @Test
  void anotherIssuerOfAnIntentIsFound() throws Exception {
    assertRetold(
        RecordType.INTENT,
        body -> body.replace("\"issuer\":\"anna\"", "\"issuer\":\"carla\""),
        Kind.EVIDENCE_WRONG);
  }

  @Test
  void anApprovalTakenFromTheEvidenceIsFound() throws Exception {
    assertRetold(
        RecordType.INTENT,
        body -> body.replaceFirst("\"approvals\":\\[.*\\]", "\"approvals\":[]"),
        Kind.CHECKPOINT_WRONG);
  }

  @Test
  void anOutcomeMadeUpIsFoundByTheNextCheckpoint() throws Exception {
    assertRetold(
        RecordType.OUTCOME, body -> body.replace("CONFIRMED", "NOT_DONE"), Kind.CHECKPOINT_WRONG);
  }

  @Test
  void aRecordTakenOutIsFoundByTheNextCheckpoint() throws Exception {
    Forger forger = new Forger(bench.disk);
    MemoryAuditFile disk = forger.without(forger.indexOf(RecordType.OUTCOME));

    assertThat(damage(verify(disk, key(bench.site.gateway))).kind())
        .isEqualTo(Kind.CHECKPOINT_WRONG);
  }

  @Test
  void anIntentTakenOutLeavesAnOutcomeOfNothing() throws Exception {
    Forger forger = new Forger(bench.disk);
    MemoryAuditFile disk = forger.without(forger.indexOf(RecordType.INTENT));

    AuditDamage damage = damage(verify(disk, key(bench.site.gateway)));
    assertThat(damage.kind()).isEqualTo(Kind.EVIDENCE_WRONG);
    assertThat(damage.words()).contains("no intent began");
  }

  @Test
  void aLogWithoutItsTrustDocumentsIsNotGood() throws Exception {
    assertRetold(
        RecordType.TRUST_SET,
        body -> body.substring(0, body.indexOf(",\"policy_document\"")) + "}",
        Kind.EVIDENCE_WRONG);
  }

  @Test
  void anEmptyFileIsNoGoodLog() throws Exception {
    AuditReport report = verify(new MemoryAuditFile(0), key(bench.site.gateway));

    assertThat(report.damage()).isNotNull();
    assertThat(report.damage().kind()).isEqualTo(Kind.FILE_EDITED);
  }

  @Test
  void aFirstFileThatBeginsLaterLacksTheOneBefore() throws Exception {
    ByteBuffer number = ByteBuffer.allocate(8).putLong(3).flip();
    MemoryAuditFile later = bench.disk.survivor();
    later.write(number, 8);

    AuditReport report = verify(later, key(bench.site.gateway));

    assertThat(report.damage()).isNotNull();
    assertThat(report.damage().kind()).isEqualTo(Kind.FILE_MISSING);
    assertThat(report.damage().record()).isZero();
  }

  @Test
  void aTailCutAtARecordFailsAgainstAWitnessOnly() throws Exception {
    Forger forger = new Forger(bench.disk);
    MemoryAuditFile cut = forger.first((int) cosigned.head().size() - 2);

    assertThat(verify(cut, key(bench.site.gateway)).damage()).isNull();
    AuditDamage damage = damage(verify(cut, witnessed(cosigned.head())));
    assertThat(damage.kind()).isEqualTo(Kind.WITNESS_DISAGREES);
    assertThat(damage.words()).contains("ends before");
  }

  @Test
  void aForkFailsAgainstItsWitness() throws Exception {
    LogHead other = new LogHead(cosigned.head().origin(), 4, "cd".repeat(32));

    assertThat(verify(bench.disk, witnessed(cosigned.head())).damage()).isNull();
    AuditDamage damage = damage(verify(bench.disk, witnessed(other)));
    assertThat(damage.kind()).isEqualTo(Kind.WITNESS_DISAGREES);
    assertThat(damage.record()).isEqualTo(4);
  }

  @Test
  void aCosignatureByAnotherIsWrong() throws Exception {
    Forger forger = new Forger(bench.disk);
    LogHead head = cosigned.head();
    String good = line(head, bench.site.twin);
    String bad = line(head, bench.site.anna);
    MemoryAuditFile disk =
        forger.retell(forger.indexOf(RecordType.COSIGNATURE), body -> swapLine(body, good, bad));

    assertThat(damage(verify(disk, key(bench.site.gateway))).kind())
        .isEqualTo(Kind.COSIGNATURE_WRONG);
  }

  /** The line is inside the payload of the envelope that the record holds. */
  private static String swapLine(String body, String good, String bad) {
    String payload = body.replaceFirst(".*\\\\\"payload\\\\\":\\\\\"([^\\\\]*)\\\\\".*", "$1");
    String text = new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
    byte[] other = text.replace(good, bad).getBytes(StandardCharsets.UTF_8);
    return body.replace(payload, Base64.getEncoder().encodeToString(other));
  }

  @Test
  void aRestartAfterATornRecordIsToldAndIsNotWrong() throws Exception {
    bench.restart().run(Duration.ofSeconds(1));
    Forger forger = new Forger(bench.disk);
    byte[] rubbish = {1, 2, 3, 4, 5, 6, 7, 8};
    bench.disk = forger.first(forger.records().size());
    bench.disk.write(ByteBuffer.wrap(rubbish), forger.end());
    bench.disk.force();
    bench.crash().restart().run(Duration.ofSeconds(1));

    AuditReport report = verify(bench.disk, key(bench.site.gateway));
    assertThat(report.damage()).isNull();
    assertThat(report.notes()).anyMatch(note -> note.contains("was cut off"));
  }

  private void assertRetold(RecordType type, UnaryOperator<String> otherwise, Kind kind)
      throws Exception {
    Forger forger = new Forger(bench.disk);
    long index = forger.indexOf(type);
    String before = forger.records().get((int) index).text();
    assertThat(otherwise.apply(before)).isNotEqualTo(before);
    AuditDamage damage = damage(verify(forger.retell(index, otherwise), key(bench.site.gateway)));
    assertThat(damage.kind()).as(damage.toString()).isEqualTo(kind);
    assertThat(damage.record()).isGreaterThanOrEqualTo(index);
  }

  private long indexOf(RecordType type) throws Exception {
    return new Forger(bench.disk).indexOf(type);
  }

  private static AuditReport verify(MemoryAuditFile disk, AuditKeys keys) throws Exception {
    return AuditVerifier.verify(Forger.archive(disk), keys);
  }

  private static AuditDamage damage(AuditReport report) {
    return Objects.requireNonNull(report.damage(), "it was found good");
  }

  private static AuditKeys key(KeySigner gateway) {
    VerifyKey key = gateway.publicKey();
    return new AuditKeys(key, Set.of(), List.of(), List.of());
  }

  private AuditKeys witnessed(LogHead head) {
    SignedNote note = new SignedNote(head, List.of(line(head, bench.site.twin)));
    return new AuditKeys(bench.site.gateway.publicKey(), Set.of(), List.of(), List.of(note));
  }

  private static String line(LogHead head, KeySigner key) {
    return SignedNote.sign(head, "twin", key.publicKey(), key);
  }

  private String root() throws Exception {
    return Sha256.hex(RootClaim.read(Files.readAllBytes(folder.resolve("root.json"))).bytes());
  }
}
