package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.Resume;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.Custody;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Tells the twins how the audit log stands, and takes what they answer. A log that turns out to
 * have been rolled back ends every hold; only the roster's signers let it go on. Gate thread only.
 */
final class Custodian {

  private final Desk desk;
  private final OfferBook offers;
  private final LeaseKeeper keeper;

  Custodian(Desk desk, OfferBook offers, LeaseKeeper keeper) {
    this.desk = desk;
    this.offers = offers;
    this.keeper = keeper;
  }

  private Custody custody() {
    return desk.trail().custody();
  }

  void tick() {
    long now = desk.now();
    try {
      if (custody().isDue(now)) {
        custody().prepare(now);
        desk.trust().twins().forEach(this::tell);
      }
    } catch (AuditException e) {
      Logger.warn("a checkpoint could not be recorded: {}", e.getMessage());
    }
    try {
      desk.trail().retire(now, desk.trust().twins());
    } catch (AuditException e) {
      Logger.warn("a full audit log file stays: {}", e.getMessage());
    }
  }

  private void tell(String twinKeyId) {
    custody().statementFor(twinKeyId).ifPresent(said -> desk.replies().tell(twinKeyId, said));
  }

  void seal() {
    try {
      custody().seal(desk.now());
    } catch (AuditException e) {
      Logger.warn("the last checkpoint could not be recorded: {}", e.getMessage());
    }
  }

  /** From a twin of the roster, in its own name. */
  void cosignature(Arrived message) {
    try {
      Cosignature answer = message.verified().read(Cosignature::read);
      Optional<Member> twin = desk.find(message.keyId());
      boolean known =
          twin.filter(t -> t.roles().contains(TrustSet.TWIN_ROLE))
              .filter(t -> t.name().equals(answer.issuer()))
              .isPresent();
      if (known) {
        take(answer, message);
      }
    } catch (MalformedException | AuditException e) {
      Logger.warn("a cosignature was not taken: {}", e.getMessage());
    }
  }

  private void take(Cosignature answer, Arrived message) throws AuditException {
    boolean before = custody().rolledBack().isPresent();
    if (custody().cosigned(answer, message.verified().signer(), message.raw())) {
      tell(message.keyId());
    }
    if (!before && custody().rolledBack().isPresent()) {
      keeper.endAll(EndCause.ROLLED_BACK);
      offers.cancelAll();
    }
  }

  void resume(Arrived message) {
    try {
      Resume resume = message.verified().read(Resume::read);
      if (!desk.trust().isSigned(message.verified())) {
        Logger.warn("a resume is signed by too few of the roster's keys");
        return;
      }
      Optional<String> why = custody().resume(resume, message.raw());
      why.ifPresentOrElse(
          no -> Logger.warn("a resume was not taken: {}", no),
          () -> Logger.warn("the audit log goes on under {}", resume.nextOrigin()));
    } catch (MalformedException | AuditException e) {
      Logger.warn("a resume was not taken: {}", e.getMessage());
    }
  }
}
