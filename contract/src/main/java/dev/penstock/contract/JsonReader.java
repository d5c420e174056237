package dev.penstock.contract;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RFC 8259 to the letter, bounded: no duplicate keys, no trailing text, no huge numbers. */
final class JsonReader {

  private static final int MAX_DEPTH = 16;

  /** Bounded, because arithmetic on huge exponents costs seconds. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,39})(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?");

  private static final Pattern SPACE = Pattern.compile("[ \t\r\n]*");

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  static @Nullable Object read(byte[] utf8, int maxBytes) {
    if (utf8.length > maxBytes) {
      throw new IllegalArgumentException(
          "JSON of " + utf8.length + " bytes; at most " + maxBytes + " are read");
    }
    JsonReader reader = new JsonReader(decode(utf8));
    Object value = reader.value();
    reader.space();
    if (reader.at < reader.text.length()) {
      throw reader.wrong("nothing after the value");
    }
    return value;
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("JSON is not valid UTF-8", e);
    }
  }

  private @Nullable Object value() {
    space();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    enter();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    space();
    if (peek() != '}') {
      do {
        space();
        String key = string();
        space();
        expect(':');
        if (members.containsKey(key)) {
          throw wrong("each key once; \"" + key + "\" stands twice");
        }
        members.put(key, value());
        space();
      } while (next(','));
    }
    expect('}');
    depth--;
    return members;
  }

  private List<@Nullable Object> array() {
    enter();
    List<@Nullable Object> elements = new ArrayList<>();
    space();
    if (peek() != ']') {
      do {
        elements.add(value());
        space();
      } while (next(','));
    }
    expect(']');
    depth--;
    return elements;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = take();
      if (c == '"') {
        return checked(out);
      } else if (c == '\\') {
        out.append(escape());
      } else if (c < 0x20) {
        throw wrong("no raw control character in a string");
      } else {
        out.append(c);
      }
    }
  }

  private String checked(StringBuilder out) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(out)) {
      throw wrong("no lone surrogate");
    }
    return out.toString();
  }

  private char escape() {
    char c = take();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("a known escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(take(), 16);
      if (digit < 0) {
        throw wrong("four hex digits");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private BigDecimal number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong("a value");
    }
    at = matcher.end();
    return new BigDecimal(matcher.group());
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value");
    }
    at += word.length();
    return value;
  }

  private void enter() {
    at++;
    if (++depth > MAX_DEPTH) {
      throw wrong("at most " + MAX_DEPTH + " levels");
    }
  }

  private void space() {
    Matcher matcher = SPACE.matcher(text).region(at, text.length());
    at = matcher.lookingAt() ? matcher.end() : at;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private char take() {
    if (at == text.length()) {
      throw wrong("more text");
    }
    return text.charAt(at++);
  }

  private boolean next(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) {
    if (!next(c)) {
      throw wrong("'" + c + "'");
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("JSON at character " + at + ": expected " + expected);
  }
}
