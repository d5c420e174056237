package dev.penstock.contract.signing.message;

/** What became of a message to the gate. */
public enum Outcome {
  /** Taken: an approval, a control, a mode. */
  ACCEPTED,
  REFUSED,
  EXPIRED,
  CANCELLED,
  /** Nothing was sent to the device. */
  ABORTED,
  /** The device refused, and the old value was read back. */
  NOT_DONE,
  /** It may have happened. */
  UNKNOWN,
  /** Another value was read back than was written. */
  MISMATCH,
  CONFIRMED,
  HELD,
  RELEASED,
  REVERTED,
  /** Somebody else changed the value; nothing was written. */
  OVERRIDDEN,
  /** Pre-empted. */
  ENDED,
  /** Local mode was switched on; nothing was written. */
  ENDED_LOCAL,
  REVERT_FAILED
}
