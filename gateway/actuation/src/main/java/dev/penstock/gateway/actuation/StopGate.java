package dev.penstock.gateway.actuation;

import java.util.Optional;

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
    Optional<Upkeep.Work> work = c.world().memory().upkeep().of(c.device(), c.powered());
    return work.map(w -> Finding.no(Reason.MAINTENANCE, words(w, c.powered()))).orElse(Finding.YES);
  }

  private static String words(Upkeep.Work work, long powered) {
    String reason = work.reason().isEmpty() ? "" : work.reason() + ", ";
    return work.device() + ": " + reason + work.left(powered).toSeconds() + " s left, " + work.id();
  }
}
