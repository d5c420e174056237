package dev.penstock.contract;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RFC 8259 to the letter, bounded: no duplicate keys, no trailing text, no huge numbers. */
final class JsonReader {

  private static final int MAX_DEPTH = 16;

  /** Bounded, because arithmetic on huge exponents costs seconds. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,39})(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?");

  /** What is read one by one may be this long each, in characters. */
  private static final int MAX_ELEMENT = 1 << 16;

  private final String text;

  /** Where reading ends, for now. */
  private int end;

  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
    this.end = text.length();
  }

  static @Nullable Object read(byte[] utf8, int maxBytes) {
    JsonReader reader = new JsonReader(decode(utf8, maxBytes));
    Object value = reader.value();
    reader.finish();
    return value;
  }

  /**
   * Reads the elements of the one array that an object consists of, turning each into what it means
   * before the next is read, so that a large text does not become a far larger tree. Other members
   * are passed over.
   */
  static <T> List<T> readEach(byte[] utf8, int maxBytes, String member, Function<Json, T> meaning) {
    JsonReader reader = new JsonReader(decode(utf8, maxBytes));
    List<T> elements = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    reader.space();
    reader.expect('{');
    do {
      String key = reader.key();
      if (!keys.add(key)) {
        throw reader.wrong("each key once; \"" + key + "\" stands twice");
      } else if (key.equals(member)) {
        reader.each(
            e -> elements.add(meaning.apply(new Json(member + "[" + elements.size() + "]", e))));
      } else {
        reader.element();
      }
      reader.space();
    } while (reader.next(','));
    reader.expect('}');
    reader.finish();
    if (!keys.contains(member)) {
      throw reader.wrong("the member " + member);
    }
    return elements;
  }

  private void each(Consumer<@Nullable Object> told) {
    space();
    expect('[');
    space();
    if (!next(']')) {
      do {
        told.accept(element());
        space();
      } while (next(','));
      expect(']');
    }
  }

  private @Nullable Object element() {
    end = Math.min(text.length(), at + MAX_ELEMENT);
    Object element = value();
    end = text.length();
    return element;
  }

  private void finish() {
    space();
    if (at < text.length()) {
      throw wrong("nothing after the value");
    }
  }

  private static String decode(byte[] utf8, int maxBytes) {
    if (utf8.length > maxBytes) {
      throw new IllegalArgumentException(
          "JSON of " + utf8.length + " bytes; at most " + maxBytes + " are read");
    }
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
        String key = key();
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

  private String key() {
    space();
    String key = string();
    space();
    expect(':');
    return key;
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
        return out.toString();
      } else if (c == '\\') {
        out.append(escape());
      } else if (c < 0x20) {
        throw wrong("no raw control character in a string");
      } else {
        out.append(c);
      }
      checkSurrogate(out);
    }
  }

  /** What was added last completes a pair, or begins one that the next completes. */
  private void checkSurrogate(StringBuilder out) {
    int last = out.length() - 1;
    boolean follows = last > 0 && Character.isHighSurrogate(out.charAt(last - 1));
    boolean begins = Character.isHighSurrogate(out.charAt(last));
    boolean atEnd = begins && peek() == '"';
    if (follows != Character.isLowSurrogate(out.charAt(last)) || atEnd) {
      throw wrong("no lone surrogate");
    }
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
    Matcher matcher = NUMBER.matcher(text).region(at, end);
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
    while (at < end && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    return at < end ? text.charAt(at) : '\0';
  }

  private char take() {
    if (at == end) {
      throw wrong(end < text.length() ? "an element of at most " + MAX_ELEMENT : "more text");
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
