package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.trust.Action;

/** What a lease must still satisfy to run for its time again: as much as at its beginning. */
final class Renewal {

  private Renewal() {}

  static Passage judge(Desk desk, Lease lease, Order order, Arrived message) {
    String point = lease.point().point();
    Passage passage = desk.judge(lease.point(), order.by(desk.member(message)), Moment.RENEWAL);
    return desk.may(Action.RENEW, point, message)
        ? passage
        : new Passage(passage.c(), 0, Finding.no(Reason.NOT_GRANTED, "RENEW " + point));
  }
}
