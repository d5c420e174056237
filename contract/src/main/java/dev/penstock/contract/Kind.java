package dev.penstock.contract;

/** What sort of statement a row makes. */
public enum Kind implements Coded {
  /** Read from a device. */
  RAW(1),
  /** Computed by a model; names its lineage. */
  INFERRED(2),
  /** Read from the device after a write. */
  READ_BACK(3),
  /** What is missing, and why; the value is a {@link dev.penstock.contract.journal.Loss}. */
  LOSS(4),
  /** The state of a device, a link or the gateway itself. */
  HEALTH(5),
  /** The first row of an epoch. */
  EPOCH(6),
  /** A clock's state, learned offset or anchor; the value is a {@link ClockEntry}. */
  CLOCK(7),
  /** A kind of a newer version: kept and passed on, never interpreted. */
  UNKNOWN(0);

  private static final Kind[] VALUES = values();
  private final int code;

  Kind(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  public static Kind of(int code) {
    return Coded.of(VALUES, code, UNKNOWN);
  }

  /** Whether the row is about the stream itself and not about a point: never filtered out. */
  public boolean aboutTheStream() {
    return this == LOSS || this == EPOCH || this == CLOCK;
  }
}
