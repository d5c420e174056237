package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.json.Decimal;
import java.time.Duration;
import java.util.Optional;

/** Whether the value is near enough to the present one. */
final class StepGate implements Gate {

  /** The final check reads the device itself, so age is no matter here. */
  static final Duration PRESENT = Duration.ofDays(24);

  @Override
  public String title() {
    return "step";
  }

  @Override
  public Finding check(Case c) {
    Decimal most = c.permit().limits().map(limits -> limits.bounds().maxStep()).orElse(null);
    if (most == null) {
      return Finding.YES;
    }
    Optional<Value> present = c.sights().good(c.point(), PRESENT);
    Optional<Value> wanted = c.permit().value(c.order());
    if (present.isEmpty() || wanted.isEmpty()) {
      return Finding.unknown(Reason.STEP_UNKNOWN, c.point());
    }
    double step = Conditions.distance(present.get(), wanted.get());
    return Finding.require(
        step <= most.asDouble(),
        Reason.STEP,
        "from " + present.get() + " to " + wanted.get() + ", at most " + most);
  }
}
