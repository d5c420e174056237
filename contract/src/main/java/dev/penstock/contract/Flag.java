package dev.penstock.contract;

import java.util.EnumSet;
import java.util.Set;

/** Why a value is not simply GOOD, or what its reader should know. Stored as a bit set. */
public enum Flag {
  STALE(0),
  SUBSTITUTED(1),
  INITIAL(2),
  SENSOR_LIMIT(3),
  OUT_OF_RANGE(4),
  RATE_EXCEEDED(5),
  CLAMPED(6),
  LOCAL_OVERRIDE(7),
  SIMULATED(8),
  SUBNORMAL(9),
  CALIBRATION(10),
  CONFIG(11),
  COMM(12),
  DEVICE(13),
  OUT_OF_SERVICE(14),
  /** The device says its unit changed: no model and no command may use the value. */
  UNIT_CHANGED(15),
  /** The protocol reported that values before this one were lost. */
  GAP_BEFORE(16),
  /** The device's stamp is implausible: kept raw, not used. */
  CLOCK_SUSPECT(17),
  /** Behind its point's watermark. */
  LATE(18),
  OUT_OF_ORDER(19),
  DUP_SOURCE_TIME(20),
  /** Taken while the device was under maintenance. */
  MAINTENANCE(21);

  private static final Flag[] VALUES = values();
  private final int mask;

  Flag(int bit) {
    this.mask = 1 << bit;
  }

  public int mask() {
    return mask;
  }

  public boolean in(int flags) {
    return (flags & mask) != 0;
  }

  /** The known flags of a bit set; bits of a newer version are left out. */
  public static Set<Flag> set(int flags) {
    Set<Flag> set = EnumSet.noneOf(Flag.class);
    for (Flag flag : VALUES) {
      if (flag.in(flags)) {
        set.add(flag);
      }
    }
    return set;
  }
}
