package dev.penstock.contract.signing.message;

/** The three answers that an interlock can give; only TRUE permits. */
public enum Truth {
  TRUE,
  FALSE,
  UNKNOWN;

  /** The one that permits less; UNKNOWN decides over both. */
  public Truth worse(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
