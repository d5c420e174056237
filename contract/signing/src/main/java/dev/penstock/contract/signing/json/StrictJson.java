package dev.penstock.contract.signing.json;

import dev.penstock.contract.signing.json.JsonScanner.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads one JSON object whose fields the reader knows all by name. */
public final class StrictJson {

  /** Bounds the memory of a text that consists of brackets. */
  private static final int MAX_NODES = 1 << 16;

  private final JsonScanner scanner;
  private int nodes;

  private StrictJson(JsonScanner scanner) {
    this.scanner = scanner;
  }

  /**
   * Gives the object's fields to {@code reader}, and refuses the text if one of them was left
   * unread.
   *
   * @throws MalformedException for whatever is wrong with the bytes, also what {@code reader}
   *     refused by an {@link IllegalArgumentException}
   */
  public static <T> T read(byte[] utf8, int maxBytes, Function<Fields, T> reader)
      throws MalformedException {
    try {
      StrictJson json = new StrictJson(new JsonScanner(utf8, maxBytes));
      json.scanner.expect(Token.OBJECT);
      Map<String, Object> object = json.object();
      json.scanner.expect(Token.END);
      return Fields.readAll("$", object, reader);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    Token token = scanner.next();
    while (token != Token.END_OBJECT) {
      String key = scanner.text();
      if (members.put(key, value(scanner.next())) != null) {
        throw new IllegalArgumentException("key twice: " + Texts.shorten(key));
      }
      token = scanner.next();
    }
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    Token token = scanner.next();
    while (token != Token.END_ARRAY) {
      elements.add(value(token));
      token = scanner.next();
    }
    return elements;
  }

  private Object value(Token token) {
    if (++nodes > MAX_NODES) {
      throw new IllegalArgumentException("more than " + MAX_NODES + " values");
    }
    return switch (token) {
      case OBJECT -> object();
      case ARRAY -> array();
      case STRING -> scanner.text();
      case INTEGER -> scanner.integer();
      case TRUE -> true;
      case FALSE -> false;
      default -> throw new IllegalArgumentException("no value: " + token);
    };
  }
}
