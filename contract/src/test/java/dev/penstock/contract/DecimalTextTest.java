package dev.penstock.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "-0.0, 0",
    "100, 100",
    "1e21, 1000000000000000000000",
    "2.0E-3, 0.002",
    "0.30000000000000004, 0.30000000000000004",
    "5e-324, 0.000",
  })
  void isTheShortestPlainForm(double value, String start) {
    assertEquals(start, DecimalText.of(value).substring(0, start.length()));
  }

  @Test
  void readsBackAsTheSameDouble() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value) && value != 0) {
        assertEquals(value, Double.parseDouble(DecimalText.of(value)), "seed " + seed);
      }
    }
  }

  @Test
  void isTheSameOnEveryJava() {
    // Double.toString gave 2.0E-3 digits differently before Java 19.
    assertEquals("20000000000000000000000", DecimalText.of(2.0e22));
    assertEquals("0.0000000000000000000002", DecimalText.of(2e-22));
  }

  @Test
  void refusesWhatHasNoDecimalForm() {
    assertThrows(IllegalArgumentException.class, () -> DecimalText.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> DecimalText.of(Double.NEGATIVE_INFINITY));
  }
}
