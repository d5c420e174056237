package dev.penstock.deviceprofiles.units;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Units that are met every day: the right ones need no look into the whole table, which takes a
 * quarter of a second to read, and the wrong ones have a right one to suggest.
 */
public final class CommonUnits {

  private static final Set<String> RIGHT =
      Set.of(
          "1",
          "%",
          "cm",
          "m",
          "mm",
          "cm2",
          "m2",
          "m3",
          "L",
          "kg",
          "g",
          "s",
          "ms",
          "min",
          "h",
          "V",
          "mV",
          "kV",
          "A",
          "mA",
          "W",
          "kW",
          "V.A",
          "V.A{reactive}",
          "kV.A.h{reactive}",
          "kW.h",
          "W.h",
          "V.A.h",
          "Hz",
          "kHz",
          "K",
          "Cel",
          "bar",
          "mbar",
          "Pa",
          "kPa",
          "ug/m3",
          "mg/m3",
          "dB[SPL]",
          "lx",
          "lm",
          "deg",
          "rad",
          "m/s",
          "mm/s",
          "m3/h",
          "L/min",
          "cm3/s",
          "/min",
          "N",
          "N.m",
          "J",
          "kJ",
          "Ohm",
          "[ppm]",
          "[ppb]");

  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("°C", "Cel"),
          Map.entry("degC", "Cel"),
          Map.entry("celsius", "Cel"),
          Map.entry("°F", "[degF]"),
          Map.entry("degF", "[degF]"),
          Map.entry("°", "deg"),
          Map.entry("kWh", "kW.h"),
          Map.entry("Wh", "W.h"),
          Map.entry("VA", "V.A"),
          Map.entry("var", "V.A{reactive}"),
          Map.entry("VAr", "V.A{reactive}"),
          Map.entry("kvarh", "kV.A.h{reactive}"),
          Map.entry("rpm", "/min"),
          Map.entry("psi", "[psi]"),
          Map.entry("in", "[in_i]"),
          Map.entry("ppm", "[ppm]"),
          Map.entry("ppb", "[ppb]"),
          Map.entry("dB(A)", "dB[SPL]"),
          Map.entry("dBA", "dB[SPL]"),
          Map.entry("dB(SPL)", "dB[SPL]"),
          Map.entry("%RH", "%"),
          Map.entry("percent", "%"),
          Map.entry("lux", "lx"),
          Map.entry("ohm", "Ohm"),
          Map.entry("Ω", "Ohm"),
          Map.entry("sec", "s"),
          Map.entry("hr", "h"),
          Map.entry("second", "s"),
          Map.entry("minute", "min"),
          Map.entry("hour", "h"),
          Map.entry("volt", "V"),
          Map.entry("ampere", "A"),
          Map.entry("amp", "A"),
          Map.entry("watt", "W"),
          Map.entry("hertz", "Hz"),
          Map.entry("pascal", "Pa"),
          Map.entry("kelvin", "K"),
          Map.entry("metre", "m"),
          Map.entry("meter", "m"),
          Map.entry("centimetre", "cm"),
          Map.entry("centimeter", "cm"),
          Map.entry("millimetre", "mm"),
          Map.entry("millimeter", "mm"),
          Map.entry("litre", "L"),
          Map.entry("liter", "L"),
          Map.entry("gram", "g"),
          Map.entry("kilogram", "kg"),
          Map.entry("degree", "deg"),
          Map.entry("", "1"),
          Map.entry("-", "1"),
          Map.entry("none", "1"));

  private CommonUnits() {}

  static boolean isCommon(String code) {
    return RIGHT.contains(code);
  }

  static Set<String> all() {
    return RIGHT;
  }

  static Map<String, String> corrections() {
    return WRONG;
  }

  /** The UCUM code for what was probably meant. */
  public static Optional<String> meant(String wrong) {
    String word = wrong.toLowerCase(Locale.ROOT);
    String one = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    String known = WRONG.getOrDefault(wrong, WRONG.get(one));
    if (known != null) {
      return Optional.of(known);
    }
    String plain = wrong.replace("µ", "u").replace("μ", "u").replace("^", "").replace("³", "3");
    plain = plain.replace("²", "2").replace("·", ".").replace("*", ".").replace(" ", "");
    return !plain.equals(wrong) && UcumUnit.isValid(plain) ? Optional.of(plain) : Optional.empty();
  }
}
