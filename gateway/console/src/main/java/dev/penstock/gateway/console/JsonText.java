package dev.penstock.gateway.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text from left to right. Commas come by themselves; absent values are written as
 * null.
 */
final class JsonText {

  private final StringBuilder out = new StringBuilder(1024);
  private boolean first = true;

  JsonText object(Runnable body) {
    return nest('{', body, '}');
  }

  <T> JsonText array(Collection<T> items, Consumer<T> each) {
    return nest('[', () -> items.forEach(each), ']');
  }

  JsonText name(String name) {
    separate();
    quote(name);
    out.append(':');
    first = true;
    return this;
  }

  JsonText field(String name, @Nullable String value) {
    return name(name).value(value);
  }

  JsonText field(String name, long value) {
    return name(name).raw(Long.toString(value));
  }

  JsonText field(String name, boolean value) {
    return name(name).raw(Boolean.toString(value));
  }

  JsonText number(String name, @Nullable Number value) {
    return name(name).value(value);
  }

  JsonText millis(String name, @Nullable Instant value) {
    return name(name).value(value == null ? null : value.toEpochMilli());
  }

  JsonText millis(String name, @Nullable Duration value) {
    return name(name).value(value == null ? null : value.toNanos() / 1e6);
  }

  JsonText value(@Nullable String value) {
    separate();
    if (value == null) {
      out.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /** NaN and the infinities, which JSON does not have, become null. */
  JsonText value(@Nullable Number value) {
    boolean absent = value == null || !Double.isFinite(value.doubleValue());
    return raw(absent ? "null" : value.toString());
  }

  private JsonText raw(String text) {
    separate();
    out.append(text);
    return this;
  }

  private JsonText nest(char open, Runnable body, char close) {
    separate();
    out.append(open);
    first = true;
    body.run();
    out.append(close);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i));
    }
    out.append('"');
  }

  /** Escapes also what would end a line for JavaScript or an element for HTML. */
  private void escape(char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (c < 0x20 || c == '<' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
      out.append("\\u").append(Character.forDigit(c >> 12, 16));
      out.append(Character.forDigit((c >> 8) & 15, 16))
          .append(Character.forDigit((c >> 4) & 15, 16));
      out.append(Character.forDigit(c & 15, 16));
    } else {
      out.append(c);
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
