package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.Limits;
import java.util.Optional;

/** Whether the value is of the point's type and within the limits. Never clamps. */
final class RangeGate implements Gate {

  @Override
  public String title() {
    return "limits";
  }

  @Override
  public Finding check(Case c) {
    if (c.permit().value(c.order()).isEmpty()) {
      String type = c.permit().point().binding().wire().type().word();
      return Finding.no(Reason.VALUE_TYPE, c.order().demand().value() + " is no " + type);
    }
    Optional<Bounds> bounds = c.permit().limits().map(Limits::bounds);
    Decimal number = c.order().demand().value().number();
    if (bounds.isEmpty()) {
      return Finding.no(Reason.RANGE, "the grant's limits lie outside the point's");
    }
    Bounds b = bounds.get();
    return Finding.require(
        number == null || b.contains(number),
        Reason.RANGE,
        c.order().demand().value() + " is not within " + b.min() + " to " + b.max());
  }
}
