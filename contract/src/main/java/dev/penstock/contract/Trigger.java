package dev.penstock.contract;

/** What made the row. */
public enum Trigger implements Coded {
  UNKNOWN(0),
  CHANGE(1),
  POLL(2),
  PERIODIC(3),
  HEARTBEAT(4),
  /** Read from the device's own history. */
  BACKFILL(5);

  private static final Trigger[] VALUES = values();
  private final int code;

  Trigger(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  public static Trigger of(int code) {
    return Coded.of(VALUES, code, UNKNOWN);
  }
}
