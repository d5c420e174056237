package dev.penstock.gateway.actuation;

import java.util.EnumSet;
import java.util.Set;

/** Where a command is on its way; it only moves as {@link #next} says. */
enum CommandState {
  RECEIVED,
  SELECTED,
  OPERATING,
  INTENDED,
  SENT,
  READ_BACK,
  REFUSED,
  CANCELLED,
  EXPIRED,
  ABORTED,
  NOT_DONE,
  CONFIRMED,
  MISMATCH,
  UNKNOWN;

  Set<CommandState> next() {
    return switch (this) {
      case RECEIVED -> EnumSet.of(REFUSED, SELECTED);
      case SELECTED -> EnumSet.of(CANCELLED, EXPIRED, OPERATING);
      case OPERATING -> EnumSet.of(REFUSED, INTENDED);
      case INTENDED -> EnumSet.of(ABORTED, SENT);
      case SENT -> EnumSet.of(READ_BACK);
      case READ_BACK -> EnumSet.of(CONFIRMED, NOT_DONE, MISMATCH, UNKNOWN);
      default -> EnumSet.noneOf(CommandState.class);
    };
  }

  CommandState to(CommandState target) {
    if (!next().contains(target)) {
      throw new IllegalStateException("a command does not go from " + this + " to " + target);
    }
    return target;
  }
}
