package dev.penstock.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCodesTest {

  @ParameterizedTest
  @CsvSource({
    "00000000, GOOD, ",
    "002F0000, GOOD, SUBNORMAL",
    "00300000, GOOD, CLAMPED",
    "00960000, GOOD, LOCAL_OVERRIDE",
    "00EB0000, GOOD, SUBNORMAL",
    "408F0000, UNCERTAIN, STALE",
    "40900000, UNCERTAIN, STALE",
    "40910000, UNCERTAIN, SUBSTITUTED",
    "40920000, UNCERTAIN, INITIAL",
    "40930000, UNCERTAIN, SENSOR_LIMIT",
    "40940000, UNCERTAIN, OUT_OF_RANGE",
    "40950000, UNCERTAIN, SUBNORMAL",
    "40DE0000, UNCERTAIN, UNIT_CHANGED",
    "42080000, UNCERTAIN, LOCAL_OVERRIDE",
    "42090000, UNCERTAIN, SIMULATED",
    "420A0000, UNCERTAIN, CALIBRATION",
    "420F0000, UNCERTAIN, CONFIG",
    "80310000, BAD, COMM",
    "800A0000, BAD, COMM",
    "800D0000, BAD, COMM",
    "80320000, BAD, INITIAL",
    "80340000, BAD, CONFIG",
    "80890000, BAD, CONFIG",
    "808A0000, BAD, CONFIG",
    "808B0000, BAD, DEVICE",
    "808C0000, BAD, DEVICE",
    "808D0000, BAD, OUT_OF_SERVICE",
    "803C0000, BAD, OUT_OF_RANGE",
    "809D0000, BAD, GAP_BEFORE",
  })
  void knowsTheListedCodes(String hex, Quality quality, String flag) {
    int status = Integer.parseUnsignedInt(hex, 16);
    assertEquals(quality, StatusCodes.quality(status));
    Set<Flag> expected = flag == null ? Set.of() : Set.of(Flag.valueOf(flag));
    assertEquals(expected, Flag.set(StatusCodes.flags(status)));
  }

  @Test
  void readsTheInfoBitsOfADataValueOnly() {
    assertTrue(Flag.GAP_BEFORE.in(StatusCodes.flags(0x00000480)));
    assertEquals(0, StatusCodes.flags(0x00000080));
    assertEquals(0, StatusCodes.flags(0x00000880));
    assertTrue(Flag.SENSOR_LIMIT.in(StatusCodes.flags(0x00000500)));
    assertTrue(Flag.UNIT_CHANGED.in(StatusCodes.flags(0x00004000)));
    assertTrue(Flag.UNIT_CHANGED.in(StatusCodes.flags(0x00008000)));
  }

  /** The low half matters only by these bits, so this stands for all 2³² codes. */
  @Test
  void givesEveryCodeTheClassOfItsTopBits() {
    Quality[] classes = {Quality.GOOD, Quality.UNCERTAIN, Quality.BAD, Quality.BAD};
    for (int high = 0; high < 1 << 16; high++) {
      for (int low :
          new int[] {0, 0x0480, 0x0500, 0x0600, 0x0700, 0x0B80, 0x4000, 0x8000, 0xFFFF}) {
        int code = high << 16 | low;
        assertEquals(classes[high >> 14], StatusCodes.quality(code));
        int unknownToo = StatusCodes.flags(low) | StatusCodes.flags(high << 16);
        assertEquals(unknownToo, StatusCodes.flags(code));
      }
    }
  }
}
