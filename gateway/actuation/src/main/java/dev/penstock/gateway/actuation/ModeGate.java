package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Mode;

/** Whether the gateway may do more than observe. */
final class ModeGate implements Gate {

  @Override
  public String title() {
    return "mode";
  }

  @Override
  public Finding check(Case c) {
    return Finding.require(
        c.world().mode() != Mode.OBSERVE, Reason.MODE_OBSERVE, c.world().mode().name());
  }
}
