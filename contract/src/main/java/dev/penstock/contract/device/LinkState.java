package dev.penstock.contract.device;

/** Whether a device, or a centre, can be reached. */
public enum LinkState {
  CONNECTING,
  UP,
  /** Up, but some points do not work. */
  DEGRADED,
  DOWN
}
