package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Approval;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * A second person signs the same offer. Counts only if the roster cannot be made by one alone. Gate
 * thread only.
 */
final class Approvals {

  private final Desk desk;
  private final OfferBook offers;

  Approvals(Desk desk, OfferBook offers) {
    this.desk = desk;
    this.offers = offers;
  }

  void approve(Arrived message) {
    Approval approval;
    try {
      approval = message.verified().read(Approval::read);
    } catch (MalformedException e) {
      desk.refuseMalformed(message, e);
      return;
    }
    Head head = approval.head();
    Optional<OpenOffer> offer = offers.find(approval.offerSha256());
    Subject subject =
        new Subject(
            offer.map(o -> o.select().demand().point()).orElse(""), "APPROVE", head.issuer());
    Finding identity = desk.identify(head, message);
    if (!identity.isYes()) {
      desk.refuse(message, head, subject, identity);
      return;
    }
    if (desk.isRepeat(head, message)) {
      return;
    }
    Finding finding = judge(offer, message);
    if (finding.isYes()) {
      accept(offer.orElseThrow(), message, head);
    } else {
      desk.refuse(message, head, subject, finding);
    }
  }

  private Finding judge(Optional<OpenOffer> offer, Arrived message) {
    boolean open =
        offer
            .filter(o -> o.state() == CommandState.SELECTED && !o.isExpired(desk.now()))
            .isPresent();
    if (!open) {
      return Finding.no(Reason.APPROVAL_NO_OFFER, "");
    }
    if (!desk.trust().root().hasCredibleRoster()) {
      return Finding.no(Reason.APPROVAL_NOT_CREDIBLE, "");
    }
    Member approver = desk.member(message);
    OpenOffer o = offer.orElseThrow();
    if (approver.name().equals(o.select().head().issuer())) {
      return Finding.no(Reason.APPROVAL_BY_ISSUER, approver.name());
    }
    boolean allowed =
        approver.kind() == Member.Kind.PERSON
            && desk.may(Action.APPROVE, o.select().demand().point(), message);
    return Finding.require(allowed, Reason.APPROVAL_NOT_ALLOWED, approver.name());
  }

  private void accept(OpenOffer offer, Arrived message, Head head) {
    offer.approve(new OpenOffer.Approver(desk.member(message).name(), message));
    try {
      desk.trail().approval(message, head.issuer());
    } catch (AuditException e) {
      Logger.warn("an approval could not be recorded: {}", e.getMessage());
    }
    Finding said = Finding.said("Approved; the OPERATE may follow.");
    desk.answer(message, head, new Desk.Said(Outcome.ACCEPTED, said), desk.trail().last());
  }
}
