package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.trust.Grant;
import dev.penstock.contract.signing.trust.Member;

/** Whether a grant allows it and none denies it. */
final class GrantGate implements Gate {

  @Override
  public String title() {
    return "grant";
  }

  @Override
  public Finding check(Case c) {
    Grant denial = c.permit().denial();
    if (denial != null) {
      return Finding.no(Reason.DENIED, denial.id());
    }
    Grant grant = c.permit().grant();
    if (grant == null) {
      return Finding.no(Reason.NOT_GRANTED, c.order().issuer().name() + ", " + c.point());
    }
    return terms(c, grant);
  }

  private static Finding terms(Case c, Grant grant) {
    boolean service = c.order().issuer().kind() == Member.Kind.SERVICE;
    if (service && !grant.terms().unattended()) {
      return Finding.no(Reason.NOT_GRANTED, grant.id() + " is not for a service on its own");
    }
    int priority = c.order().demand().priority();
    int most = grant.terms().hold().maxPriority();
    if (priority > most) {
      return Finding.no(Reason.NOT_GRANTED, "priority " + priority + ", at most " + most);
    }
    if (!grant.terms().offlineOk() && !c.world().isFresh()) {
      return Finding.no(Reason.NEEDS_FRESH_TRUST, grant.id());
    }
    if (!grant.terms().windows().isEmpty()) {
      return Finding.unknown(Reason.WINDOW, grant.id() + ": the time is not known for certain");
    }
    return Finding.require(grant.terms().hold().pulse().isZero(), Reason.PULSE_MISSING, grant.id());
  }
}
