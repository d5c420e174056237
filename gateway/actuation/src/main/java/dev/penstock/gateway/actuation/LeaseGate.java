package dev.penstock.gateway.actuation;

import java.time.Duration;

/** Whether the lease is short enough. */
final class LeaseGate implements Gate {

  @Override
  public String title() {
    return "lease";
  }

  @Override
  public Finding check(Case c) {
    Duration most = c.permit().leaseMax();
    Duration asked = c.order().demand().lease();
    return Finding.require(
        asked.compareTo(most) <= 0,
        Reason.LEASE_TOO_LONG,
        asked.toSeconds() + " s, at most " + most.toSeconds() + " s");
  }
}
