package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.DecimalText;
import dev.penstock.contract.JsonWriter;

/**
 * One execution of an adaptation on one input.
 *
 * @param name what it tries: {@code min}, {@code NaN}, {@code round trip}
 * @param output what the adaptation made of the input
 * @param expected what an independent calculation says
 */
public record Vector(String name, String input, String output, String expected, boolean passed) {

  static Vector of(String name, Object input, Object output, Object expected) {
    return new Vector(
        name, text(input), text(output), text(expected), text(output).equals(text(expected)));
  }

  /** Numbers pass within a relative tolerance. */
  static Vector near(String name, double input, double output, double expected, double tolerance) {
    double scale = Math.max(1, Math.abs(expected));
    boolean same = Double.isNaN(output) && Double.isNaN(expected);
    boolean passed = same || Math.abs(output - expected) <= tolerance * scale;
    return new Vector(name, text(input), text(output), text(expected), passed);
  }

  static String text(Object value) {
    return value instanceof Double number && Double.isFinite(number)
        ? DecimalText.of(number)
        : value.toString();
  }

  void write(JsonWriter json) {
    json.object().field("name", name).field("input", input).field("output", output);
    json.field("expected", expected).field("passed", passed).endObject();
  }
}
