package dev.penstock.gateway.actuation;

import java.util.Optional;

/** Whether nobody with more or the same right holds the point. */
final class HolderGate implements Gate {

  @Override
  public String title() {
    return "holder";
  }

  @Override
  public Finding check(Case c) {
    LeaseBook leases = c.world().memory().leases();
    if (leases.failure(c.point()).isPresent()) {
      String id = leases.failure(c.point()).get().id();
      return Finding.no(Reason.NOT_SETTLED, "the end of lease " + id + " failed: acknowledge it");
    }
    Optional<Lease> held = leases.of(c.point());
    if (held.isEmpty()) {
      return Finding.require(!leases.isResting(c.point(), c.now()), Reason.REARMING, c.point());
    }
    return against(c, held.get());
  }

  private static Finding against(Case c, Lease lease) {
    if (lease.state() != LeaseState.HELD) {
      return Finding.no(Reason.NOT_SETTLED, lease.state().name());
    }
    int held = lease.holder().priority();
    int asked = c.order().demand().priority();
    if (asked < held) {
      return Finding.no(Reason.PRIORITY_HELD, lease.holder().issuer() + ", priority " + held);
    }
    boolean own = lease.holder().keyId().equals(c.order().keyId());
    return Finding.require(asked > held || own, Reason.HELD_BY_OTHER, lease.holder().issuer());
  }
}
