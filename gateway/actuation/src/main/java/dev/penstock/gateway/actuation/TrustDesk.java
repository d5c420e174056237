package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.tinylog.Logger;

/**
 * Takes new trust documents while the gate runs: whoever brings them, only their signatures and
 * versions count. They are on the disk before they are in force. Gate thread only.
 */
final class TrustDesk {

  /** Where documents outlive the process. */
  interface Archive {

    /** Returns when it is durable. */
    void keep(PayloadType type, long version, byte[] envelope) throws IOException;
  }

  private final Desk desk;
  private final OfferBook offers;
  private final LeaseKeeper keeper;
  private final Archive archive;

  TrustDesk(Desk desk, OfferBook offers, LeaseKeeper keeper, Archive archive) {
    this.desk = desk;
    this.offers = offers;
    this.keeper = keeper;
    this.archive = archive;
  }

  /** A root, a policy or a roster. */
  void document(Arrived message) {
    PayloadType type = message.verified().type();
    Succession.Result result;
    try {
      result = new Succession(desk.trust(), desk.identity().gateway()).of(message, floor());
    } catch (MalformedException e) {
      refuse(message, Finding.no(Reason.MALFORMED, String.valueOf(e.getMessage())));
      return;
    }
    TrustSet next = result.next();
    if (next == null) {
      refuse(message, result.finding());
      return;
    }
    try {
      archive.keep(type, next.document(type).head().version(), message.raw());
      LogPlace place = desk.trail().trustSet(next, Map.of(type.kind(), text(message)));
      enforce(next);
      answer(message, place, "The " + type.kind() + " is in force.");
    } catch (AuditException e) {
      refuse(message, Finding.unknown(Reason.LOG_UNAVAILABLE, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      refuse(message, Finding.unknown(Reason.DOCUMENT_REFUSED, "not stored: " + e.getMessage()));
    }
  }

  private static String text(Arrived message) {
    return new String(message.raw(), StandardCharsets.UTF_8);
  }

  private Instant floor() {
    return desk.memory().twin().time().floor(desk.now());
  }

  /** Nobody has signed an order for what the new rules say. */
  private void enforce(TrustSet next) {
    desk.trust(next);
    offers.cancelAll();
    keeper.rulesChanged();
    Logger.info(
        "trust documents are in force: root={} policy={} roster={}",
        next.versions().root(),
        next.versions().policy(),
        next.versions().roster());
  }

  /** Takes keys away, for ever, from whatever hand it comes. */
  void revoke(Arrived message) {
    Revocation revocation;
    try {
      revocation = message.verified().read(Revocation::read);
    } catch (MalformedException e) {
      refuse(message, Finding.no(Reason.MALFORMED, String.valueOf(e.getMessage())));
      return;
    }
    boolean ours = revocation.site().equals(desk.trust().root().head().site());
    if (!ours || !desk.trust().isSigned(message.verified())) {
      refuse(message, Finding.no(Reason.DOCUMENT_REFUSED, "not signed by a roster key"));
      return;
    }
    if (desk.trust().revoked().containsAll(revocation.keys())) {
      answer(message, desk.trail().last(), "Revoked before.");
      return;
    }
    desk.trust(desk.trust().without(revocation.keys()));
    keeper.endOfKeys(revocation.keys());
    Logger.warn("keys were revoked: revocation={} keys={}", revocation.id(), revocation.keys());
    try {
      LogPlace place =
          desk.trail().control(RecordType.REVOCATION, revocation.id(), revocation.keys(), message);
      answer(message, place, "The keys are revoked.");
    } catch (AuditException e) {
      Logger.error("a revocation holds but could not be recorded: {}", e.getMessage());
    }
  }

  private void answer(Arrived message, LogPlace place, String words) {
    Desk.Said said = new Desk.Said(Outcome.ACCEPTED, Finding.said(words));
    desk.answer(message, head(message), said, place);
    desk.note(subject(message), Outcome.ACCEPTED, said.finding());
  }

  private void refuse(Arrived message, Finding why) {
    desk.refuse(message, head(message), subject(message), why);
  }

  private Subject subject(Arrived message) {
    return new Subject("", message.verified().type().name(), issuer(message));
  }

  /** A document names nobody; its digest is what an answer can name. */
  private Head head(Arrived message) {
    return new Head(desk.identity().gateway(), message.digest(), issuer(message));
  }

  private String issuer(Arrived message) {
    return desk.find(message.keyId()).map(member -> member.name()).orElse(message.keyId());
  }
}
