package dev.penstock.gateway.actuation;

/** Whether the documents still count. */
final class TrustGate implements Gate {

  @Override
  public String title() {
    return "trust documents";
  }

  @Override
  public Finding check(Case c) {
    return c.world().currency().why();
  }
}
