package dev.penstock.contract;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in the order it is told, without spaces: the one writer of everything that is hashed,
 * signed or stored as text. The same calls give the same bytes on every Java. 64-bit integers go
 * out as strings, as receivers in other languages need them.
 */
public final class JsonWriter {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder(256);
  private boolean comma;

  public JsonWriter object() {
    return open('{');
  }

  public JsonWriter endObject() {
    return close('}');
  }

  public JsonWriter array() {
    return open('[');
  }

  public JsonWriter endArray() {
    return close(']');
  }

  public JsonWriter key(String name) {
    separate();
    quote(name);
    out.append(':');
    return this;
  }

  public JsonWriter text(@Nullable String value) {
    separate();
    if (value == null) {
      out.append("null");
    } else {
      quote(value);
    }
    comma = true;
    return this;
  }

  /** A 64-bit integer: a string of digits. */
  public JsonWriter int64(long value) {
    return text(Long.toString(value));
  }

  /** An integer that any reader holds exactly. */
  public JsonWriter int32(int value) {
    return raw(Integer.toString(value));
  }

  /** A finite number in its shortest decimal form; null for NaN and the infinities. */
  public JsonWriter number(double value) {
    return raw(Double.isFinite(value) ? DecimalText.of(value) : "null");
  }

  public JsonWriter bool(boolean value) {
    return raw(Boolean.toString(value));
  }

  public JsonWriter field(String name, @Nullable String value) {
    return key(name).text(value);
  }

  public JsonWriter field(String name, long value) {
    return key(name).int64(value);
  }

  public JsonWriter field(String name, double value) {
    return key(name).number(value);
  }

  public JsonWriter field(String name, boolean value) {
    return key(name).bool(value);
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private JsonWriter open(char c) {
    separate();
    out.append(c);
    comma = false;
    return this;
  }

  private JsonWriter close(char c) {
    out.append(c);
    comma = true;
    return this;
  }

  private JsonWriter raw(String token) {
    separate();
    out.append(token);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      out.append(',');
      comma = false;
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
