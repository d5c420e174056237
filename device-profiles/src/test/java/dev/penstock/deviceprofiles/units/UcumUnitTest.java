package dev.penstock.deviceprofiles.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UcumUnitTest {

  @ParameterizedTest
  @CsvSource({
    "Cel,K,20,293.15",
    "K,Cel,293.15,20",
    "Cel,[degF],100,212",
    "[degF],Cel,-40,-40",
    "Cel,[degRe],100,80",
    "cm,m,12.4,0.124",
    "ug/m3,mg/m3,40,0.04",
    "kW.h,J,1,3600000",
    "%,1,50,0.5",
    "mm/s,m/min,10,0.6",
    "L/min,m3/h,1000,60",
    "bar,Pa,1,100000",
    "[psi],bar,1,0.06894757293168362",
    "V.A,W,3,3",
    "dB[SPL],B[SPL],94,9.4",
    "[ppb],[ppm],1000,1",
    "deg,rad,180,3.141592653589793",
    "Hz,/min,50,3000",
    "m,[ft_i],0.3048,1",
    "Cel/s,K/min,2,120",
    "10*3/mm3,10*9/L,5,5",
    "A.h,C,1,3600",
    "W,V.A{reactive},7,7",
    "mL/(m2.s),L/(m2.min),1,0.06",
    "{count}/min,/s,60,1",
    "m2.s-2,cm2/s2,1,10000"
  })
  void convertsAsTheTableSays(String from, String to, double value, double expected) {
    Conversion conversion = UcumUnit.parse(from).to(UcumUnit.parse(to)).orElseThrow();
    assertThat(conversion.apply(value)).isCloseTo(expected, within(Math.abs(expected) * 1e-14));
    double back = conversion.inverse().apply(conversion.apply(value));
    assertThat(back).isCloseTo(value, within(Math.max(1, Math.abs(value)) * 1e-13));
  }

  @ParameterizedTest
  @CsvSource({
    "cm,V",
    "dB[SPL],Pa",
    "dB,1",
    "dB[SPL],dB[W]",
    "lx,cd",
    "Cel,m",
    "Hz,rad/s",
    "C,Cel",
    "[pH],1"
  })
  void doesNotConvertWhatMeasuresSomethingElse(String from, String to) {
    assertThat(UcumUnit.parse(from).to(UcumUnit.parse(to))).isEmpty();
  }

  @Test
  void convertsTemperatureDifferencesWithoutTheZero() {
    Conversion conversion = UcumUnit.parse("Cel").to(UcumUnit.parse("K")).orElseThrow();
    assertThat(conversion.isAffine()).isTrue();
    assertThat(conversion.apply(1)).isEqualTo(274.15);
    assertThat(conversion.applyToDifference(1)).isEqualTo(1);
    Conversion fahrenheit = UcumUnit.parse("Cel").to(UcumUnit.parse("[degF]")).orElseThrow();
    assertThat(fahrenheit.applyToDifference(5)).isEqualTo(9);
  }

  @Test
  void keepsWhatIsNoNumber() {
    Conversion conversion = UcumUnit.parse("cm").to(UcumUnit.parse("m")).orElseThrow();
    assertThat(conversion.apply(Double.NaN)).isNaN();
    assertThat(conversion.apply(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(UcumUnit.parse("cm").to(UcumUnit.parse("cm")).orElseThrow().isIdentity()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "degC",
        "\u00b5g/m3",
        "ug/m^3",
        "kWh",
        "rpm",
        "m s",
        "cm ",
        "MM",
        "m/",
        "xyz",
        "m((",
        " ",
        "m99999999999",
        "m10000"
      })
  void refusesWhatIsNotUcum(String code) {
    assertThat(UcumUnit.isValid(code)).isFalse();
    assertThatThrownBy(() -> UcumUnit.parse(code))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Exception");
  }

  @Test
  void refusesNestingThatWouldCostTheStack() {
    assertThat(UcumUnit.isValid("(".repeat(5000) + "m" + ")".repeat(5000))).isFalse();
  }

  @Test
  void tellsWhatIsWrong() {
    assertThatThrownBy(() -> UcumUnit.parse("ug/m^3"))
        .hasMessageContaining("The unit 'm^' is unknown");
  }

  @Test
  void knowsTheCommonUnitsRightly() {
    assertThat(CommonUnits.all()).allSatisfy(code -> UcumUnit.parse(code));
    assertThat(CommonUnits.corrections())
        .allSatisfy(
            (wrong, right) -> {
              assertThat(UcumUnit.isValid(wrong)).isFalse();
              UcumUnit.parse(right);
            });
  }

  @Test
  void suggestsWhatWasMeant() {
    assertThat(CommonUnits.meant("\u00b0C")).contains("Cel");
    assertThat(CommonUnits.meant("\u00b5g/m\u00b3")).contains("ug/m3");
    assertThat(CommonUnits.meant("kg m")).isEmpty();
    assertThat(CommonUnits.meant("N*m")).contains("N.m");
    assertThat(CommonUnits.meant("xyz")).isEmpty();
  }
}
