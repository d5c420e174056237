package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.trust.Condition;

/** Whether nobody works at the device. Unknown counts as somebody. */
final class LocalGate implements Gate {

  @Override
  public String title() {
    return "local control";
  }

  @Override
  public Finding check(Case c) {
    Condition local = c.permit().point().guards().local();
    if (local == null) {
      return Finding.YES;
    }
    Finding found = c.world().conditions().judge(local, c.sights());
    return switch (found.result()) {
      case TRUE -> Finding.no(Reason.LOCAL_MODE, c.device());
      case FALSE -> Finding.YES;
      case UNKNOWN -> Finding.unknown(Reason.LOCAL_MODE_UNKNOWN, found.detail());
    };
  }
}
