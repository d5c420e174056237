package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Control.Action;
import dev.penstock.contract.signing.message.Control.Terms;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditKeys;
import dev.penstock.gateway.actuation.audit.AuditReport;
import dev.penstock.gateway.actuation.audit.AuditVerifier;
import dev.penstock.gateway.actuation.audit.MemoryAuditFiles;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full files of the audit log go, and nothing goes with them. */
class RetirementTest {

  private static final int FILE = 48 << 10;

  @TempDir Path folder;
  private Bench bench;
  private MemoryAuditFiles files;

  /** The process is killed. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder);
    files = new MemoryAuditFiles(FILE);
    bench.files = files;
    bench.start();
  }

  @Test
  void aFullFileGoesOnlyAfterCosignatureAndExport() throws Exception {
    files.unplugged = true;
    fill(3);
    checkpoint();
    assertThat(files.gone()).isZero();
    cosign();
    assertThat(files.gone()).isZero();
    files.unplugged = false;
    bench.run(Duration.ofMinutes(11));

    assertThat(files.gone()).isEqualTo(2);
    assertThat(recorded(RecordType.EXPORTED)).isEqualTo(2);
  }

  @Test
  void withoutACosignatureNoFileGoes() throws Exception {
    fill(3);
    bench.run(Duration.ofMinutes(2));

    assertThat(files.exported()).isZero();
  }

  @Test
  void whatIsLeftIsVerifiedByItselfAndTogetherWithWhatWasExported() throws Exception {
    fill(2);
    bench.command("4");
    checkpoint();
    cosign();
    bench.command("5");
    bench.run(Duration.ofSeconds(70));
    assertThat(files.gone()).isPositive();
    LogHead witness = newest().head();

    AuditReport rest = AuditVerifier.verify(files.rest(), keys(witness));
    assertThat(rest.damage()).isNull();
    assertThat(rest.notes()).anyMatch(note -> note.contains("are elsewhere"));
    AuditReport whole = AuditVerifier.verify(files.whole(), keys(witness));
    assertThat(whole.damage()).isNull();
    assertThat(whole.notes()).noneMatch(note -> note.contains("are elsewhere"));
    assertThat(whole.head()).isEqualTo(rest.head());
    assertThat(whole.checked().commands()).isEqualTo(2);
  }

  @Test
  void aStartReadsNothingThatTheTwinHasVouchedFor() throws Exception {
    files.unplugged = true;
    fill(3);
    checkpoint();
    cosign();
    fill(5);
    files.spoil(0);
    bench.crash().restart();

    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(AuditVerifier.verify(files.rest(), AuditKeys.NONE).damage()).isNotNull();
  }

  @Test
  void aFileThatWasTakenAwayWithoutAnExportIsLost() throws Exception {
    fill(3);
    files.take();
    bench.crash();

    assertThatThrownBy(bench::restart)
        .isInstanceOf(GateStartException.class)
        .hasMessageContaining("LOG_LOST")
        .hasMessageContaining("earlier files are gone");
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void everythingThatAStartHasToKnowIsCarriedOver() throws Exception {
    Receipt stop = bench.control(Action.FREEZE, Terms.NONE);
    Receipt work = bench.control(Action.MAINTENANCE, new Terms("plant", 0, List.of(), 600_000));
    bench.control(Action.RESET, Terms.of(work.answers()));
    bench.control(Action.RESET, Terms.of(stop.answers()));
    Receipt freeze = bench.control(Action.FREEZE, Terms.NONE);
    bench.deliver(
        new Revocation("press-shop", "lost", List.of(bench.site.ben.keyId()), "lost"),
        bench.site.root1);
    bench.control(Action.RESET, Terms.of(freeze.answers()));
    bench.command("4");
    bench.control(Action.INHIBIT, new Terms("", 0, List.of(Site.VALVE), 0));
    retireAll();

    assertThat(known(files.rest())).isEqualTo(known(files.whole()));
    assertThat(known(files.rest())).contains(bench.site.ben.keyId()).contains("\"paced\":[{");
  }

  @Test
  void aHeldOutputIsCarriedOverAndGoesBackAfterARestart() throws Exception {
    bench.command("4");
    fillWhileHeld();
    assertThat(files.gone()).isPositive();
    bench.crash().restart().run(Duration.ofSeconds(2));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  /** At each thing that is done to the disk while a file goes. */
  @Test
  void aKillAtAnyStepOfItLosesNothing() throws Exception {
    int steps = 0;
    boolean killed = true;
    while (killed) {
      fill(files.count() + 1);
      checkpoint();
      int gone = files.gone();
      killed = killedWhileCosigning(++steps);
      if (killed) {
        files.hook(() -> {});
        bench.crash().restart();
      }
      checkpoint();
      cosign();
      bench.run(Duration.ofSeconds(1));
      assertThat(files.gone()).as("after step %s", steps).isGreaterThan(gone);
      assertThat(AuditVerifier.verify(files.whole(), keys(newest().head())).damage())
          .as("after step %s", steps)
          .isNull();
    }
    assertThat(steps).isGreaterThan(6);
  }

  private boolean killedWhileCosigning(int step) throws Exception {
    int[] left = {step};
    files.hook(
        () -> {
          if (--left[0] == 0) {
            throw new Killed();
          }
        });
    try {
      cosign();
      bench.run(Duration.ofSeconds(1));
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      files.hook(() -> {});
    }
  }

  /** What somebody is told who asks often. */
  private void fill(int count) throws Exception {
    for (int i = 0; files.count() < count && i < 500; i++) {
      bench.deliver(bench.wish("4"), bench.site.anna);
      bench.pass(Duration.ofMillis(100));
    }
    assertThat(files.count()).isGreaterThanOrEqualTo(count);
  }

  private void fillWhileHeld() throws Exception {
    for (int i = 0; files.count() < 2 && i < 500; i++) {
      bench.deliver(bench.wish("4"), bench.site.anna);
      bench.pass(Duration.ofMillis(10));
    }
    bench.core().sealLog();
    bench.run(Duration.ofSeconds(11));
    cosign();
    bench.pass(Duration.ofMillis(100));
    bench.pass(Duration.ofMillis(100));
  }

  private void retireAll() throws Exception {
    fill(2);
    checkpoint();
    cosign();
    bench.run(Duration.ofSeconds(1));
    assertThat(files.count()).isEqualTo(1);
  }

  private void checkpoint() {
    bench.deliver(bench.wish("4"), bench.site.anna);
    bench.run(Duration.ofSeconds(65));
  }

  private Checkpoint newest() throws Exception {
    return bench.checkpoints.get(bench.checkpoints.size() - 1).envelope().read(Checkpoint::read);
  }

  private void cosign() throws Exception {
    LogHead head = newest().head();
    String line = line(head);
    bench.deliver(
        new Cosignature(Site.GATEWAY, "twin", head, newest().signature(), line), bench.site.twin);
    bench.run(Duration.ofSeconds(1));
  }

  private String line(LogHead head) {
    return SignedNote.sign(head, "twin", bench.site.twin.publicKey(), bench.site.twin);
  }

  private AuditKeys keys(LogHead witness) {
    SignedNote note = new SignedNote(witness, List.of(line(witness)));
    return new AuditKeys(bench.site.gateway.publicKey(), Set.of(), List.of(), List.of(note));
  }

  private long recorded(RecordType type) {
    return files.durable().stream().filter(record -> record.type() == type).count();
  }

  private static String known(AuditArchive log) throws Exception {
    Recovery recovery = new Recovery();
    assertThat(log.read(recovery::saw)).isEmpty();
    JsonWriter out = new JsonWriter().object();
    recovery.write(out);
    return out.endObject().toString();
  }
}
