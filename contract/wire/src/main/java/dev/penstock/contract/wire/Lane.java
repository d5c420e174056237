package dev.penstock.contract.wire;

/** Which of an uplink's two streams a frame belongs to: the order per point holds within a lane. */
public enum Lane {
  /** From the mark at the last reconnect on, as it happens. */
  LIVE,
  /** What is below the mark, and what was asked for again. */
  HISTORY
}
