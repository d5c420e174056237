package dev.penstock.gateway.actuation;

/** Whether the device is the one that was signed, and the point where it was signed. */
final class BindingGate implements Gate {

  @Override
  public String title() {
    return "binding";
  }

  @Override
  public Finding check(Case c) {
    return c.world().links().check(c.permit().point().binding());
  }
}
