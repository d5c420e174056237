package dev.penstock.gateway.actuation;

/** Whether the value is in the policy's unit; nothing is converted. */
final class UnitGate implements Gate {

  @Override
  public String title() {
    return "unit";
  }

  @Override
  public Finding check(Case c) {
    String unit = c.permit().point().binding().wire().unit();
    String asked = c.order().demand().unit();
    return Finding.require(unit.equals(asked), Reason.UNIT, asked + " instead of " + unit);
  }
}
