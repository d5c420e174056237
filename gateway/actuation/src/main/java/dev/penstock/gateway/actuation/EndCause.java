package dev.penstock.gateway.actuation;

/** Why a held output has to go back. The names stand in the log. */
enum EndCause {
  TIME_OVER,
  RELEASE,
  /** An interlock says no. */
  INTERLOCK,
  /** An interlock could not be judged, twice in a row. */
  INTERLOCK_UNKNOWN,
  /** The twin, whose pulse the grant asks for, is silent. */
  PULSE_LOST,
  /** The holder's key was revoked. */
  REVOKED,
  /** Under the new documents it would not be let through. */
  NEW_RULES,
  INHIBIT,
  MAINTENANCE,
  /** The mode was lowered. */
  MODE,
  /** The machine slept. */
  SUSPENDED,
  /** The gateway was started again. */
  RESTART,
  /** The write was not answered. */
  UNKNOWN,
  /** Another value was read back. */
  MISMATCH,
  LOG_UNAVAILABLE,
  /** The log lacks what was cosigned. */
  ROLLED_BACK,
  /** Of ours. */
  FAULT
}
