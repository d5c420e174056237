package dev.penstock.gateway.actuation;

import java.util.EnumSet;
import java.util.Set;

/** Where a held output is on its way back; it only moves as {@link #next} says. */
enum LeaseState {
  /** From the intent on, until the read-back has spoken. */
  PRESUMED,
  HELD,
  REVERT_DUE,
  REVERTING,
  REVERTED,
  RELEASED,
  OVERRIDDEN,
  ENDED,
  ENDED_LOCAL,
  /** Three tries failed: a person must look. */
  REVERT_FAILED;

  Set<LeaseState> next() {
    return switch (this) {
      case PRESUMED -> EnumSet.of(HELD, ENDED, REVERT_DUE);
      case HELD -> EnumSet.of(REVERT_DUE, ENDED, ENDED_LOCAL, OVERRIDDEN);
      case REVERT_DUE -> EnumSet.of(ENDED_LOCAL, OVERRIDDEN, RELEASED, REVERTING, REVERT_FAILED);
      case REVERTING -> EnumSet.of(REVERTED, RELEASED, REVERT_DUE, REVERT_FAILED);
      default -> EnumSet.noneOf(LeaseState.class);
    };
  }

  LeaseState to(LeaseState target) {
    if (!next().contains(target)) {
      throw new IllegalStateException("a lease does not go from " + this + " to " + target);
    }
    return target;
  }

  /** Whether the output is in somebody's hand, or not yet back from it. */
  boolean isOpen() {
    return !next().isEmpty();
  }
}
