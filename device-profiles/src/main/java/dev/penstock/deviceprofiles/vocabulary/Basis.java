package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.TimeBasis;

/** Whose clock a profile wants to be believed. */
public enum Basis {
  /** The usual order: device, server, gateway. */
  AUTO(TimeBasis.UNKNOWN),
  SOURCE(TimeBasis.SOURCE),
  SERVER(TimeBasis.SERVER),
  GATEWAY(TimeBasis.GATEWAY);

  private final TimeBasis forced;

  Basis(TimeBasis forced) {
    this.forced = forced;
  }

  /** The forced basis; UNKNOWN for none. */
  public TimeBasis forced() {
    return forced;
  }
}
