package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.trust.Grant;
import dev.penstock.contract.signing.trust.GrantTerms;
import dev.penstock.contract.signing.trust.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
    if (!grant.terms().offlineOk() && !c.world().currency().isFresh()) {
      return Finding.no(Reason.NEEDS_FRESH_TRUST, grant.id());
    }
    Finding window = window(grant.id(), grant.terms(), c.world().currency());
    return window.isYes() ? pulse(grant, c.world().currency()) : window;
  }

  /** Hours count only where the time is certain. */
  private static Finding window(String id, GrantTerms terms, Currency currency) {
    if (terms.windows().isEmpty()) {
      return Finding.YES;
    }
    Optional<Instant> time = currency.trustedTime();
    if (time.isEmpty()) {
      return Finding.unknown(Reason.WINDOW, id + ": the time is not known for certain");
    }
    boolean inside = terms.windows().stream().anyMatch(window -> window.contains(time.get()));
    return Finding.require(inside, Reason.WINDOW, id + ", it is " + time.get());
  }

  private static Finding pulse(Grant grant, Currency currency) {
    Duration within = grant.terms().hold().pulse();
    boolean alive = within.isZero() || currency.hasPulse(within);
    return Finding.require(
        alive, Reason.PULSE_MISSING, grant.id() + ", at least every " + within.toMillis() + " ms");
  }
}
