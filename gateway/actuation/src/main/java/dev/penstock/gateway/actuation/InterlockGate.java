package dev.penstock.gateway.actuation;

/** Whether all interlocks hold; unknown does not. */
final class InterlockGate implements Gate {

  @Override
  public String title() {
    return "interlocks";
  }

  @Override
  public Finding check(Case c) {
    return c.world().conditions().judge(c.permit().point().guards().interlocks(), c.sights());
  }
}
