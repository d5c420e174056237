package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.json.Decimal;
import java.util.Optional;

/** Whether the point would not change faster than allowed, over the commands. */
final class RateGate implements Gate {

  @Override
  public String title() {
    return "rate";
  }

  @Override
  public Finding check(Case c) {
    Decimal most = c.permit().limits().map(limits -> limits.bounds().maxRate()).orElse(null);
    Optional<Operations.Operation> last = c.world().memory().operations().last(c.point());
    Optional<Value> wanted = c.permit().value(c.order());
    if (most == null || last.isEmpty() || wanted.isEmpty()) {
      return Finding.YES;
    }
    Value from = c.sights().good(c.point(), StepGate.PRESENT).orElse(last.get().value());
    double seconds = (c.powered() - last.get().powered()) / 1e9;
    double change = Conditions.distance(from, wanted.get());
    return Finding.require(
        change <= most.asDouble() * seconds,
        Reason.RATE,
        change + " within " + seconds + " s, at most " + most + " a second");
  }
}
