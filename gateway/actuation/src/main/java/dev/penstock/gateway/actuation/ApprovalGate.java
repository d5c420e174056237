package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Mode;

/** Whether enough other persons want it, of a roster that nobody can invent alone. */
final class ApprovalGate implements Gate {

  @Override
  public String title() {
    return "approvals";
  }

  @Override
  public Finding check(Case c) {
    int needed = needed(c);
    if (needed == 0) {
      return Finding.YES;
    }
    if (!c.world().trust().root().hasCredibleRoster()) {
      return Finding.no(Reason.APPROVAL_NOT_CREDIBLE, "");
    }
    long given =
        c.order().offered().stream()
            .flatMap(offer -> offer.approvers().stream())
            .map(OpenOffer.Approver::name)
            .distinct()
            .count();
    return Finding.require(
        given >= needed, Reason.APPROVAL_MISSING, given + " of " + needed + " approved");
  }

  /** How many must approve: as granted, and at least one while the gateway is supervised. */
  static int needed(Case c) {
    return Math.max(c.permit().terms().approvals(), c.world().mode() == Mode.SUPERVISED ? 1 : 0);
  }
}
