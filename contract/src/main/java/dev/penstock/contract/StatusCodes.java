package dev.penstock.contract;

import java.util.Map;

/**
 * What an OPC UA status code says about a value: its class from the two top bits, flags from the
 * listed codes and from the info bits. Total: every one of the 2³² codes has a meaning.
 */
public final class StatusCodes {

  public static final int GOOD = 0;
  public static final int BAD = 0x80000000;
  public static final int BAD_NO_COMMUNICATION = 0x80310000;
  public static final int BAD_NODE_ID_UNKNOWN = 0x80340000;
  public static final int BAD_TYPE_MISMATCH = 0x80740000;
  public static final int BAD_CONFIGURATION_ERROR = 0x80890000;

  private static final int CODE = 0xFFFF0000;
  private static final int INFO_TYPE = 0x0C00;
  private static final int DATA_VALUE_INFO = 0x0400;
  private static final int OVERFLOW = 0x0080;
  private static final int LIMIT = 0x0300;
  private static final int SEMANTICS_OR_STRUCTURE_CHANGED = 0xC000;

  private static final Map<Integer, Integer> FLAGS =
      Map.ofEntries(
          Map.entry(0x002F0000, Flag.SUBNORMAL.mask()),
          Map.entry(0x00300000, Flag.CLAMPED.mask()),
          Map.entry(0x00960000, Flag.LOCAL_OVERRIDE.mask()),
          Map.entry(0x00EB0000, Flag.SUBNORMAL.mask()),
          Map.entry(0x408F0000, Flag.STALE.mask()),
          Map.entry(0x40900000, Flag.STALE.mask()),
          Map.entry(0x40910000, Flag.SUBSTITUTED.mask()),
          Map.entry(0x40920000, Flag.INITIAL.mask()),
          Map.entry(0x40930000, Flag.SENSOR_LIMIT.mask()),
          Map.entry(0x40940000, Flag.OUT_OF_RANGE.mask()),
          Map.entry(0x40950000, Flag.SUBNORMAL.mask()),
          Map.entry(0x40DE0000, Flag.UNIT_CHANGED.mask()),
          Map.entry(0x42080000, Flag.LOCAL_OVERRIDE.mask()),
          Map.entry(0x42090000, Flag.SIMULATED.mask()),
          Map.entry(0x420A0000, Flag.CALIBRATION.mask()),
          Map.entry(0x420F0000, Flag.CONFIG.mask()),
          Map.entry(BAD_NO_COMMUNICATION, Flag.COMM.mask()),
          Map.entry(0x800A0000, Flag.COMM.mask()),
          Map.entry(0x800D0000, Flag.COMM.mask()),
          Map.entry(0x80320000, Flag.INITIAL.mask()),
          Map.entry(BAD_NODE_ID_UNKNOWN, Flag.CONFIG.mask()),
          Map.entry(BAD_CONFIGURATION_ERROR, Flag.CONFIG.mask()),
          Map.entry(0x808A0000, Flag.CONFIG.mask()),
          Map.entry(0x808B0000, Flag.DEVICE.mask()),
          Map.entry(0x808C0000, Flag.DEVICE.mask()),
          Map.entry(0x808D0000, Flag.OUT_OF_SERVICE.mask()),
          Map.entry(0x803C0000, Flag.OUT_OF_RANGE.mask()),
          Map.entry(0x809D0000, Flag.GAP_BEFORE.mask()));

  private StatusCodes() {}

  public static Quality quality(int status) {
    return switch (status >>> 30) {
      case 0 -> Quality.GOOD;
      case 1 -> Quality.UNCERTAIN;
      default -> Quality.BAD;
    };
  }

  public static int flags(int status) {
    if (status == GOOD) {
      return 0;
    }
    int flags = FLAGS.getOrDefault(status & CODE, 0);
    if ((status & SEMANTICS_OR_STRUCTURE_CHANGED) != 0) {
      flags |= Flag.UNIT_CHANGED.mask();
    }
    if ((status & INFO_TYPE) != DATA_VALUE_INFO) {
      return flags;
    }
    if ((status & OVERFLOW) != 0) {
      flags |= Flag.GAP_BEFORE.mask();
    }
    if ((status & LIMIT) != 0) {
      flags |= Flag.SENSOR_LIMIT.mask();
    }
    return flags;
  }
}
