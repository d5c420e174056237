package dev.penstock.contract.signing.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "-0",
        "-0.0",
        "-0.000000000",
        "01",
        "-01",
        "00",
        "1.",
        ".5",
        "1e9",
        "1E9",
        "1e-9",
        "0x1",
        "1,5",
        " 1",
        "1 ",
        "1\n",
        "NaN",
        "Infinity",
        "1.1234567890",
        "1234567890123456",
        "1000000000000000",
        "1234567890123456789012345678901234567890",
        "1_000",
        "\u0661",
        "1e1000000000",
        "--1",
        "1.2.3",
        "true"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> Decimal.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0.0,0",
    "1,1",
    "-1,-1",
    "1.50,1.5",
    "-0.000000001,-0.000000001",
    "100,100",
    "999999999999999.999999999,999999999999999.999999999",
    "3300.0,3300"
  })
  void takesAndWritesTheShortestForm(String text, String written) {
    assertThat(Decimal.parse(text)).hasToString(written);
    assertThat(Decimal.parse(written)).isEqualTo(Decimal.parse(text));
  }

  @Test
  void refusesNumbersThatDoNotFitWithoutCountingTheirDigits() {
    assertThatThrownBy(() -> new Decimal(new BigDecimal("1e1000000000")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Decimal(new BigDecimal("1e-1000000000")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Decimal.of(1e-10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Decimal.of(1e15)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Decimal.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Decimal.of(Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isEqualAsANumber() {
    assertThat(Decimal.of(0.1)).isEqualTo(Decimal.parse("0.10"));
    assertThat(Decimal.of(-0.0)).isEqualTo(Decimal.ZERO).isEqualTo(Decimal.parse("0.000"));
    assertThat(Decimal.parse("2").compareTo(Decimal.parse("10"))).isNegative();
    assertThat(Decimal.parse("2.5").distance(Decimal.parse("-1"))).isEqualByComparingTo("3.5");
    assertThat(Decimal.parse("2").min(Decimal.parse("3"))).isEqualTo(Decimal.parse("2"));
    assertThat(Decimal.parse("2").max(Decimal.parse("3"))).isEqualTo(Decimal.parse("3"));
  }

  @Test
  void readsBackEveryDoubleThatItTakes() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      double value = Math.rint(random.nextGaussian() * 1e12) / 1e6;
      assertThat(Decimal.parse(Decimal.of(value).toString()).asDouble()).isEqualTo(value);
    }
  }
}
