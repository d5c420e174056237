package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.Action;
import java.util.Optional;

/** What a lease must still satisfy to run for its time again: as much as at its beginning. */
final class Renewal {

  private Renewal() {}

  static Optional<Finding> firstNo(Desk desk, Lease lease, Arrived message) {
    String point = lease.point().point();
    boolean granted =
        Permit.allows(
            desk.trust().policy().grants(),
            Action.RENEW,
            point,
            desk.member(message),
            message.keyId());
    if (!granted) {
      return Optional.of(Finding.no(Reason.NOT_GRANTED, "RENEW " + point));
    }
    Stops stops = desk.memory().stops();
    if (stops.freeze().isPresent() || stops.inhibit(point).isPresent()) {
      return Optional.of(Finding.no(Reason.FROZEN, point));
    }
    if (desk.trust().isExpired()) {
      return Optional.of(Finding.no(Reason.TRUST_EXPIRED, ""));
    }
    if (desk.trail().custody().rolledBack().isPresent()) {
      return Optional.of(Finding.no(Reason.ROLLED_BACK, ""));
    }
    Finding interlocks =
        desk.conditions().judge(lease.point().guards().interlocks(), desk.lastSights());
    return interlocks.result() == Truth.TRUE ? Optional.empty() : Optional.of(interlocks);
  }
}
