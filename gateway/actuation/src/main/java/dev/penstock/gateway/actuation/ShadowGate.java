package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Mode;

/** Whether it is meant: in SHADOW everything is done but the write. */
final class ShadowGate implements Gate {

  @Override
  public String title() {
    return "not a rehearsal";
  }

  @Override
  public Finding check(Case c) {
    return Finding.require(
        c.world().mode() != Mode.SHADOW, Reason.MODE_SHADOW, "all other gates let it through");
  }
}
