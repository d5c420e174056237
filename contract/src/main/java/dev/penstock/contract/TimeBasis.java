package dev.penstock.contract;

/** Whose clock an event time comes from. */
public enum TimeBasis implements Coded {
  UNKNOWN(0),
  SOURCE(1),
  /** The device's stamp less its learned offset. */
  SOURCE_CORRECTED(2),
  SERVER(3),
  GATEWAY(4),
  /** The middle between a poll's request and its answer. */
  GATEWAY_POLL_MID(5),
  MODEL(6);

  private static final TimeBasis[] VALUES = values();
  private final int code;

  TimeBasis(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  public static TimeBasis of(int code) {
    return Coded.of(VALUES, code, UNKNOWN);
  }

  /** Whether the time was read from the gateway's clock, so that a later anchor moves it. */
  public boolean isGateways() {
    return this == GATEWAY || this == GATEWAY_POLL_MID;
  }
}
