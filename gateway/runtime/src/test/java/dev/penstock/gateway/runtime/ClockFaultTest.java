package dev.penstock.gateway.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockFaultTest {

  private static final long MS = 1_000_000L;

  @ParameterizedTest
  @CsvSource({
    "400, ''",
    "-900, ''",
    "7200030, 'clock of plc is 2 h ahead: wrong time zone, set it to UTC'",
    "-5400000, 'clock of plc is 1 h 30 min behind: wrong time zone, set it to UTC'",
    "37010, 'clock of plc is 37 s ahead: it runs on TAI, not UTC'",
    "18000, 'clock of plc is 18 s ahead: it runs on GPS time, not UTC'",
    "-90000, 'clock of plc is 1 min 30 s behind: set it, or give it a time server'",
    "-1700000000000, 'clock of plc is 19675 days behind: it was never set'",
  })
  void namesWhatATechnicianKnows(long aheadMs, String words) {
    assertEquals(words, ClockFault.name("plc", aheadMs * MS));
  }
}
