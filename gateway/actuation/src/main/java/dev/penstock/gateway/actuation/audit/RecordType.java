package dev.penstock.gateway.actuation.audit;

import java.util.Optional;

/** What a record says. The numbers are stored and never change. */
public enum RecordType {
  START(1),
  TRUST_SET(2),
  MODE(3),
  SELECT(4),
  APPROVAL(5),
  REFUSED(6),
  REFUSED_AGGREGATE(7),
  /** A write is about to happen; forced before it does. */
  INTENT(8),
  ABORTED(9),
  OUTCOME(10),
  RENEW(11),
  LEASE_END(12),
  REVERT_INTENT(13),
  REVERT_OUTCOME(14),
  OVERRIDDEN(15),
  FREEZE(16),
  INHIBIT(17),
  RESET(18),
  MAINTENANCE(19),
  ACKNOWLEDGE(20),
  REVOCATION(21),
  BUDGET_TICK(22),
  CHECKPOINT(23),
  COSIGNATURE(24),
  STANDING_WRITE(25),
  ROLLED_BACK(26),
  RESUME(27),
  RELEASE(28),
  CANCEL(29),
  /** What a start has to know of everything before; each file but the first begins with one. */
  CARRIED_OVER(30),
  /** A full file was copied to where the site keeps its exports, and is removed now. */
  EXPORTED(31);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static Optional<RecordType> of(int code) {
    return code >= 1 && code <= values().length
        ? Optional.of(values()[code - 1])
        : Optional.empty();
  }

  /**
   * Whether the last quarter of the file is kept for it: what a write needs before and after it,
   * and what ends one. Rubbish can then never shut the gate.
   */
  boolean isVital() {
    return switch (this) {
      case START,
          TRUST_SET,
          INTENT,
          ABORTED,
          OUTCOME,
          LEASE_END,
          REVERT_INTENT,
          REVERT_OUTCOME,
          OVERRIDDEN,
          FREEZE,
          INHIBIT,
          RESET,
          ACKNOWLEDGE,
          REVOCATION,
          ROLLED_BACK,
          RESUME,
          RELEASE,
          CARRIED_OVER ->
          true;
      default -> false;
    };
  }
}
