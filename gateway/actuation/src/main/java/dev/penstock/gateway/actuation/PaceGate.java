package dev.penstock.gateway.actuation;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.signing.trust.Limits;
import dev.penstock.contract.signing.trust.Pace;
import java.time.Duration;
import java.util.Optional;

/** Whether the point was not operated too often, and not switched too soon. */
final class PaceGate implements Gate {

  @Override
  public String title() {
    return "operations";
  }

  @Override
  public Finding check(Case c) {
    Optional<Pace> pace = c.permit().limits().map(Limits::pace);
    Operations operations = c.world().memory().operations();
    long count = operations.inLastHour(c.point(), c.powered());
    int most = pace.map(Pace::opsPerHour).orElse(0);
    if (most > 0 && count >= most) {
      return Finding.no(Reason.OPERATIONS, count + " of " + most);
    }
    return operations
        .last(c.point())
        .filter(last -> last.value().type() == ValueType.BOOL && pace.isPresent())
        .map(last -> switched(c, last, pace.get()))
        .orElse(Finding.YES);
  }

  private static Finding switched(Case c, Operations.Operation last, Pace pace) {
    boolean changes = !c.permit().value(c.order()).equals(Optional.of(last.value()));
    Duration least = last.value().bits() == 1 ? pace.minOn() : pace.minOff();
    boolean tooSoon = c.powered() - last.powered() < least.toNanos();
    return Finding.require(
        !(changes && tooSoon), Reason.SWITCHED_TOO_SOON, "at least " + least.toSeconds() + " s");
  }
}
