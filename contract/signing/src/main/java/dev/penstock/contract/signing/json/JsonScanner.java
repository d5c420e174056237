package dev.penstock.contract.signing.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Hands out one JSON text token by token. Accepts less than the standard: integers within ±2^53 are
 * the only numbers, there is no {@code null}, nesting ends at {@value #MAX_DEPTH} levels. Faults
 * are {@link IllegalArgumentException}s that name the character's place. Not thread-safe.
 */
public final class JsonScanner {

  /** What comes next. */
  public enum Token {
    OBJECT,
    END_OBJECT,
    ARRAY,
    END_ARRAY,
    KEY,
    STRING,
    INTEGER,
    TRUE,
    FALSE,
    END
  }

  private enum State {
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    AFTER_VALUE
  }

  public static final int MAX_DEPTH = 16;

  private static final long MAX_INTEGER = 1L << 53;
  private static final int MAX_INTEGER_DIGITS = 16;

  private final String in;
  private final boolean[] isObject = new boolean[MAX_DEPTH];
  private int depth;
  private int at;
  private State state = State.VALUE;
  private String text = "";
  private long integer;

  /** Refuses more than {@code maxBytes} and anything that is not well-formed UTF-8. */
  public JsonScanner(byte[] utf8, int maxBytes) {
    if (utf8.length > maxBytes) {
      throw new IllegalArgumentException(utf8.length + " bytes, allowed " + maxBytes);
    }
    try {
      in = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }

  /** The next token; {@code END} once, when nothing but white space is left. */
  public Token next() {
    skipSpace();
    if (state == State.AFTER_VALUE) {
      if (depth == 0) {
        return end();
      }
      if (peek() != ',') {
        return close();
      }
      at++;
      skipSpace();
      state = isObject[depth - 1] ? State.KEY : State.VALUE;
    }
    return switch (state) {
      case KEY_OR_END -> peek() == '}' ? close() : key();
      case KEY -> key();
      case VALUE_OR_END -> peek() == ']' ? close() : value();
      default -> value();
    };
  }

  /** The next token, which must be this one. */
  public void expect(Token token) {
    Token found = next();
    if (found != token) {
      throw fault("expected " + token + ", found " + found);
    }
  }

  /** The text of the last KEY or STRING. */
  public String text() {
    return text;
  }

  /** The last INTEGER. */
  public long integer() {
    return integer;
  }

  private Token end() {
    if (at != in.length()) {
      throw fault("bytes after the end");
    }
    return Token.END;
  }

  private Token close() {
    boolean object = isObject[depth - 1];
    take(object ? '}' : ']');
    depth--;
    state = State.AFTER_VALUE;
    return object ? Token.END_OBJECT : Token.END_ARRAY;
  }

  private Token open(boolean object) {
    if (depth == MAX_DEPTH) {
      throw fault("nested deeper than " + MAX_DEPTH);
    }
    at++;
    isObject[depth++] = object;
    state = object ? State.KEY_OR_END : State.VALUE_OR_END;
    return object ? Token.OBJECT : Token.ARRAY;
  }

  private Token key() {
    text = string();
    skipSpace();
    take(':');
    state = State.VALUE;
    return Token.KEY;
  }

  private Token value() {
    char c = peek();
    if (c == '{' || c == '[') {
      return open(c == '{');
    }
    state = State.AFTER_VALUE;
    if (c == '"') {
      text = string();
      return Token.STRING;
    }
    if (c == 't' || c == 'f') {
      return word(c == 't');
    }
    integer = number();
    return Token.INTEGER;
  }

  private Token word(boolean value) {
    String word = Boolean.toString(value);
    if (!in.startsWith(word, at)) {
      throw fault("no value");
    }
    at += word.length();
    return value ? Token.TRUE : Token.FALSE;
  }

  private long number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int firstDigit = at;
    while (at < in.length() && isDigit(in.charAt(at))) {
      at++;
    }
    int digits = at - firstDigit;
    boolean zero = digits > 0 && in.charAt(firstDigit) == '0';
    if (digits == 0 || digits > MAX_INTEGER_DIGITS || (zero && at - start > 1)) {
      throw fault("no value, or a number that is no plain integer");
    }
    long number = Long.parseLong(in.substring(start, at));
    if (Math.abs(number) > MAX_INTEGER) {
      throw fault("integer beyond 2^53");
    }
    return number;
  }

  private String string() {
    take('"');
    int start = at;
    StringBuilder unescaped = null;
    while (peek() != '"') {
      char c = in.charAt(at++);
      if (c < 0x20) {
        throw fault("control character in a string");
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder(in.substring(start, at - 1)) : unescaped;
        unescaped.append(escape());
      } else if (unescaped != null) {
        unescaped.append(c);
      }
    }
    String found = unescaped == null ? in.substring(start, at) : wholePairs(unescaped.toString());
    at++;
    return found;
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw fault("unknown escape");
    };
  }

  private char unicode() {
    int c = 0;
    for (int i = 0; i < 4; i++) {
      char digit = peek();
      int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
      if (value < 0) {
        throw fault("four hex digits expected");
      }
      c = c << 4 | value;
      at++;
    }
    return (char) c;
  }

  private String wholePairs(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw fault("half a surrogate pair");
    }
    return text;
  }

  private void skipSpace() {
    while (at < in.length() && " \t\n\r".indexOf(in.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= in.length()) {
      throw fault("ends too early");
    }
    return in.charAt(at);
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw fault("expected '" + expected + "'");
    }
    at++;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException("at character " + at + ": " + what);
  }
}
