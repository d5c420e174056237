package dev.penstock.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A node of a JSON text that was read: what {@link JsonWriter} wrote comes back here. Every getter
 * says in its exception what was expected and where.
 */
public final class Json {

  private final String where;
  private final @Nullable Object node;

  Json(String where, @Nullable Object node) {
    this.where = where;
    this.node = node;
  }

  /** Reads one text, at most {@code maxBytes} long, 16 levels deep, without duplicate keys. */
  public static Json parse(byte[] utf8, int maxBytes) {
    return new Json("$", JsonReader.read(utf8, maxBytes));
  }

  /**
   * Reads {@code {"<member>": […]}} element by element, each at most 64 KiB long; never holds more
   * than one of them in its plain form. Other members are passed over.
   */
  public static <T> List<T> parseEach(
      byte[] utf8, int maxBytes, String member, Function<Json, T> element) {
    return JsonReader.readEach(utf8, maxBytes, member, element);
  }

  public boolean isNull() {
    return node == null;
  }

  /** The member of this name; a null node if there is none. */
  public Json get(String name) {
    return new Json(where + "." + name, object().get(name));
  }

  public boolean has(String name) {
    return object().containsKey(name);
  }

  public List<String> keys() {
    return object().keySet().stream().map(Object::toString).toList();
  }

  public String text() {
    return as(String.class, "a string");
  }

  public String text(String otherwise) {
    return isNull() ? otherwise : text();
  }

  /** A 64-bit integer, written as a string of digits or as a number. */
  public long int64() {
    try {
      return node instanceof String digits
          ? Long.parseLong(digits)
          : as(BigDecimal.class, "an integer").longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong("a 64-bit integer");
    }
  }

  public int int32() {
    long value = int64();
    if (value != (int) value) {
      throw wrong("a 32-bit integer");
    }
    return (int) value;
  }

  /** A number; NaN if null. */
  public double number() {
    return isNull() ? Double.NaN : as(BigDecimal.class, "a number").doubleValue();
  }

  public boolean bool() {
    return as(Boolean.class, "true or false");
  }

  /** Each element of an array; none if null. */
  public <T> List<T> list(Function<Json, T> element) {
    if (isNull()) {
      return List.of();
    }
    List<?> elements = as(List.class, "an array");
    return IntStream.range(0, elements.size())
        .mapToObj(i -> element.apply(new Json(where + "[" + i + "]", elements.get(i))))
        .toList();
  }

  /** The plain value as a string, BigDecimal, Boolean, List, Map or null. */
  public @Nullable Object plain() {
    return node;
  }

  private Map<?, ?> object() {
    return as(Map.class, "an object");
  }

  private <T> T as(Class<T> type, String expected) {
    if (!type.isInstance(node)) {
      throw wrong(expected);
    }
    return type.cast(node);
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        where + ": expected " + expected + ", found " + (node == null ? "nothing" : node));
  }
}
