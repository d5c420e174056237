package dev.penstock.gateway.cli.audit;

import dev.penstock.contract.Json;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditDamage;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.RecordType;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log that lacks what a twin has cosigned, as its gateway found it.
 *
 * @param seen what is missing, with the signatures under it
 * @param nonce of the gateway's present run, which a resume has to name
 * @param noticed the record in which the gateway first said so: all before it is what is left
 */
public record RolledBackLog(SignedNote seen, String nonce, long noticed) {

  /** What the log says last of being rolled back and of being resumed. */
  private static final class Last {

    private @Nullable AuditRecord rolledBack;
    private long noticed;

    private void saw(AuditRecord record) {
      if (record.type() == RecordType.ROLLED_BACK) {
        noticed = rolledBack == null ? record.index() : noticed;
        rolledBack = record;
      } else if (record.type() == RecordType.RESUME) {
        rolledBack = null;
      }
    }
  }

  /**
   * Looks into an export, or the log of a gateway of this machine.
   *
   * @throws CannotGoOn if the log is damaged, or nothing is missing from it
   */
  public static RolledBackLog find(Path log) throws CannotGoOn {
    Last last = new Last();
    try (AuditArchive archive = LogPlaceOnDisk.find(Optional.of(log)).open()) {
      Optional<AuditDamage> damage = archive.read(last::saw);
      if (damage.isPresent()) {
        throw new CannotGoOn(ExitCode.PROBLEMS, "the log is damaged: " + damage.get());
      }
    } catch (AuditException e) {
      throw LogPlaceOnDisk.unavailable(e);
    }
    AuditRecord record = last.rolledBack;
    if (record == null) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          log + " does not say ROLLED_BACK, or was resumed since: there is nothing to resume");
    }
    return of(record, last.noticed);
  }

  private static RolledBackLog of(AuditRecord record, long noticed) throws CannotGoOn {
    Json body = RecordLine.body(record);
    try {
      return new RolledBackLog(
          SignedNote.parse(body.get("seen").text()), body.get("nonce").text(), noticed);
    } catch (MalformedException e) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS, "record %d cannot be read: %s".formatted(record.index(), e));
    }
  }

  /** Under which name the log goes on: one that was never used, for the nonce never was. */
  public String nextOrigin(String gateway) {
    return gateway + "/audit-" + nonce.substring(0, 8);
  }

  /** How much there was, and how much is left. */
  public String words() {
    LogHead lost = seen.head();
    String gone =
        lost.size() > noticed
            ? "the last %d of them are not here".formatted(lost.size() - noticed)
            : "those here are others";
    return "%d records of %s were cosigned; %s".formatted(lost.size(), lost.origin(), gone);
  }
}
