package dev.penstock.contract.signing.trust;

/** What a grant can allow or deny. FREEZE needs none: any operator may. */
public enum Action {
  /** SELECT and OPERATE. */
  SET,
  RENEW,
  RELEASE,
  APPROVE,
  /** INHIBIT. */
  STOP,
  RESET,
  MAINTENANCE,
  ACKNOWLEDGE,
  MODE
}
