package dev.penstock.contract;

/** The health of a clock. */
public enum ClockState implements Coded {
  UNKNOWN(0),
  SYNCED(1),
  /** No update any more; the bound grows. */
  HOLDOVER(2),
  /** The bound is over its limit, or there never was a sync in this boot. */
  FREE_RUNNING(3),
  /** Jumped, and not seen in sync since. */
  STEPPED(4),
  FAULT(5);

  private static final ClockState[] VALUES = values();
  private final int code;

  ClockState(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  public static ClockState of(int code) {
    return Coded.of(VALUES, code, UNKNOWN);
  }
}
