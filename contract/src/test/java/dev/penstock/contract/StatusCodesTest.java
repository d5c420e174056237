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
    "408F0000, UNCERTAIN, STALE",
    "40900000, UNCERTAIN, STALE",
    "40910000, UNCERTAIN, SUBSTITUTED",
    "40920000, UNCERTAIN, INITIAL",
    "40930000, UNCERTAIN, SENSOR_LIMIT",
    "40940000, UNCERTAIN, OUT_OF_RANGE",
    "40DE0000, UNCERTAIN, UNIT_CHANGED",
    "42080000, UNCERTAIN, LOCAL_OVERRIDE",
    "42090000, UNCERTAIN, SIMULATED",
    "420A0000, UNCERTAIN, CALIBRATION",
    "420F0000, UNCERTAIN, CONFIG",
    "80310000, BAD, COMM",
    "800A0000, BAD, COMM",
    "80340000, BAD, CONFIG",
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

  @Test
  void givesEveryCodeTheClassOfItsTopBits() {
    Quality[] classes = {Quality.GOOD, Quality.UNCERTAIN, Quality.BAD, Quality.BAD};
    for (long code = 0; code < 1L << 32; code += 65_521) {
      assertEquals(classes[(int) (code >>> 30)], StatusCodes.quality((int) code));
      StatusCodes.flags((int) code);
    }
  }
}
