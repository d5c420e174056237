package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.trust.Lifecycle;
import java.util.Optional;

/** Whether the device is in a state of its life in which commands are allowed. */
final class LifecycleGate implements Gate {

  @Override
  public String title() {
    return "state of the device";
  }

  @Override
  public Finding check(Case c) {
    Lifecycle lifecycle = c.permit().point().guards().lifecycle();
    if (lifecycle == null) {
      return Finding.YES;
    }
    String point = lifecycle.point();
    Optional<Value> value =
        c.world()
            .trust()
            .policy()
            .binding(point)
            .filter(binding -> c.world().links().check(binding).isYes())
            .flatMap(binding -> c.sights().good(point, lifecycle.maxAge()));
    if (value.isEmpty() || lifecycle.state(value.get().toString()).isEmpty()) {
      String shown = value.map(Value::toString).orElse("no good value");
      return Finding.unknown(Reason.LIFECYCLE_UNKNOWN, point + " is " + shown);
    }
    return Finding.require(
        lifecycle.allows(value.get().toString()), Reason.LIFECYCLE, point + " is " + value.get());
  }
}
