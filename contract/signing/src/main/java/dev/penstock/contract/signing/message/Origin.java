package dev.penstock.contract.signing.message;

/** Where a command was thought of. What a sender says of itself can only narrow its rights. */
public enum Origin {
  /** A person at a console or a command line. */
  OPERATOR,
  /** A service at the twin that optimises. */
  OPTIMISER,
  /** A timetable. */
  SCHEDULE,
  /** A reduced-order model on a gateway: recorded and shown, never written. */
  LOCAL_MODEL
}
