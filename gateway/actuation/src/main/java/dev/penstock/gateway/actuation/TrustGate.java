package dev.penstock.gateway.actuation;

/** Whether the documents have not run out. */
final class TrustGate implements Gate {

  @Override
  public String title() {
    return "trust documents";
  }

  @Override
  public Finding check(Case c) {
    return Finding.require(!c.world().trust().isExpired(), Reason.TRUST_EXPIRED, "");
  }
}
