package dev.penstock.contract.signing.message;

/** How far a gateway may go, in rising order. */
public enum Mode {
  /** No writer is wired but the revert of an open lease. */
  OBSERVE,
  /** Every step but the write. */
  SHADOW,
  /** Each command needs an approval. */
  SUPERVISED,
  /** As granted. */
  ARMED;

  public boolean isAtMost(Mode maximum) {
    return compareTo(maximum) <= 0;
  }
}
