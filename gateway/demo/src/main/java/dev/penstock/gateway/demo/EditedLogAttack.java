package dev.penstock.gateway.demo;

import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditDamage;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditKeys;
import dev.penstock.gateway.actuation.audit.AuditReport;
import dev.penstock.gateway.actuation.audit.AuditVerifier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Somebody edits the log, to have been obeyed or not to have been. */
final class EditedLogAttack implements Attack {

  private static final int PLACES = 64;

  @Override
  public Attempt attempt(AttackGround ground) throws IOException {
    Path export = Files.createTempFile(ground.stage().folder().root(), "audit", ".export");
    try {
      AuditReport whole = export(ground, export);
      byte[] good = Files.readAllBytes(export);
      int noticed = 0;
      String first = "";
      for (int i = 0; i < PLACES; i++) {
        byte[] edited = good.clone();
        edited[(int) ((long) good.length * i / PLACES)] ^= 1;
        Files.write(export, edited);
        Optional<AuditDamage> damage = damage(verify(ground, export));
        noticed += damage.isPresent() ? 1 : 0;
        first = first.isEmpty() ? damage.map(AuditDamage::toString).orElse("") : first;
      }
      return new Attempt(
          "edited log",
          "one bit of the exported log is changed, in " + PLACES + " places one after the other",
          whole.isGood() && noticed == PLACES,
          List.of(
              "as it is: %d records, %d good signatures"
                  .formatted(whole.head().size(), whole.checked().signatures()),
              "%d of %d edits noticed; the first: %s".formatted(noticed, PLACES, first)));
    } finally {
      Files.deleteIfExists(export);
    }
  }

  private static AuditReport export(AttackGround ground, Path to) throws IOException {
    try (AuditArchive log = AuditArchive.open(ground.stage().folder().audit())) {
      try (OutputStream out = Files.newOutputStream(to)) {
        log.export(out);
      }
      return verify(ground, to)
          .orElseThrow(() -> new IOException("the exported log cannot be opened"));
    } catch (AuditException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Empty where not even the beginning of a log is left. */
  private static Optional<AuditReport> verify(AttackGround ground, Path file) {
    AuditKeys keys = new AuditKeys(ground.stage().gatewayKey(), Set.of(), List.of(), List.of());
    try (AuditArchive log = AuditArchive.open(file)) {
      return Optional.of(AuditVerifier.verify(log, keys));
    } catch (AuditException e) {
      return Optional.empty();
    }
  }

  private static Optional<AuditDamage> damage(Optional<AuditReport> report) {
    return report.isEmpty()
        ? Optional.of(new AuditDamage(AuditDamage.Kind.FILE_EDITED, "", 0, "no log any more"))
        : Optional.ofNullable(report.get().damage());
  }
}
