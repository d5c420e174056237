package dev.penstock.gateway.actuation;

/** Whether nobody has frozen the gate, inhibited the point or begun maintenance. */
final class StopGate implements Gate {

  @Override
  public String title() {
    return "no stop";
  }

  @Override
  public Finding check(Case c) {
    Stops stops = c.world().memory().stops();
    if (stops.freeze().isPresent()) {
      return Finding.no(Reason.FROZEN, stops.freeze().get().id());
    }
    if (stops.inhibit(c.point()).isPresent()) {
      return Finding.no(Reason.INHIBITED, stops.inhibit(c.point()).get().id());
    }
    return Finding.require(
        !stops.isMaintained(c.device(), c.now()), Reason.MAINTENANCE, c.device());
  }
}
