package dev.penstock.contract.signing.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object, each to be read by its name and once checked. A field that nobody read
 * is unknown, and refused. All faults are {@link IllegalArgumentException}s that begin with the
 * path of the field.
 */
public final class Fields {

  private static final Pattern INT64 = Pattern.compile("0|-?[1-9][0-9]{0,18}");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

  private final String path;
  private final Map<?, ?> members;
  private final Set<String> read = new HashSet<>();

  private Fields(String path, Map<?, ?> members) {
    this.path = path;
    this.members = members;
  }

  static <T> T readAll(String path, Map<?, ?> members, Function<Fields, T> reader) {
    Fields fields = new Fields(path, members);
    T result = fields.located(reader);
    for (Object key : members.keySet()) {
      if (!fields.read.contains(key)) {
        throw fields.wrong("", "unknown field " + Texts.shorten(key.toString()));
      }
    }
    return result;
  }

  /** Whether the field is there; says nothing about its form. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Whether the field is there and a string, for the few that are a word or an object. */
  public boolean isText(String name) {
    return members.get(name) instanceof String;
  }

  /** An identifier. */
  public String id(String name) {
    return Texts.id(path + "." + name, string(name));
  }

  /** Lower-case hex of exactly this many bytes. */
  public String hex(String name, int bytes) {
    return Texts.hex(path + "." + name, string(name), bytes);
  }

  /** Lower-case hex of a SHA-256. */
  public String sha256(String name) {
    return hex(name, 32);
  }

  /** Free text for people; may be empty. */
  public String words(String name) {
    return Texts.words(path + "." + name, string(name));
  }

  public Decimal decimal(String name) {
    return at(name, Decimal::parse, string(name));
  }

  public @Nullable Decimal decimalOrNull(String name) {
    return has(name) ? decimal(name) : null;
  }

  /** A 64-bit integer, which travels as a string of digits. */
  public long int64(String name) {
    String digits = string(name);
    if (!INT64.matcher(digits).matches()) {
      throw wrong(name, "not a 64-bit integer: " + Texts.shorten(digits));
    }
    return at(name, Long::parseLong, digits);
  }

  /** A small integer, which travels as a number. */
  public int integer(String name, int min, int max) {
    long found = as(name, Long.class, "an integer");
    if (found < min || found > max) {
      throw wrong(name, found + " is not within " + min + ".." + max);
    }
    return (int) found;
  }

  public boolean bool(String name) {
    return as(name, Boolean.class, "true or false");
  }

  /** False when the field is absent. */
  public boolean flag(String name) {
    return has(name) && bool(name);
  }

  /** A span in whole milliseconds, 0 to 24 days, which travels as a number. */
  public Duration millis(String name) {
    return Duration.ofMillis(integer(name, 0, Integer.MAX_VALUE));
  }

  /** A time in whole UTC seconds: {@code 2026-03-01T12:00:00Z}. */
  public Instant time(String name) {
    String text = string(name);
    if (!TIME.matcher(text).matches()) {
      throw wrong(name, "not a time in UTC seconds: " + Texts.shorten(text));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(name, "no such time: " + text, e);
    }
  }

  /** One of an enum's names. */
  public <E extends Enum<E>> E word(String name, Class<E> type) {
    return at(name, text -> constant(type, text), string(name));
  }

  /** A list of an enum's names. */
  public <E extends Enum<E>> List<E> words(String name, Class<E> type, int max) {
    return strings(name, max, (where, text) -> constant(type, text));
  }

  /** A list of identifiers. */
  public List<String> ids(String name, int max) {
    return strings(name, max, Texts::id);
  }

  /** A list of strings of whatever form. */
  public List<String> texts(String name, int max) {
    return strings(name, max, (where, text) -> text);
  }

  /** A list of hashes. */
  public List<String> sha256s(String name, int max) {
    return strings(name, max, Texts::sha256);
  }

  /** An inner object. */
  public <T> T object(String name, Function<Fields, T> reader) {
    return readAll(path + "." + name, as(name, Map.class, "an object"), reader);
  }

  /** An inner object, or null when the field is absent. */
  public <T> @Nullable T objectOrNull(String name, Function<Fields, T> reader) {
    return has(name) ? object(name, reader) : null;
  }

  /** A list of at most {@code max} objects. */
  public <T> List<T> objects(String name, int max, Function<Fields, T> reader) {
    return elements(
        name,
        max,
        (where, element) -> {
          if (element instanceof Map<?, ?> map) {
            return readAll(where, map, reader);
          }
          throw new IllegalArgumentException(where + ": expected an object");
        });
  }

  /** An object whose keys are data too: at most {@code max} identifiers with printable texts. */
  public Map<String, String> dictionary(String name, int max) {
    Map<?, ?> found = as(name, Map.class, "an object");
    if (found.size() > max) {
      throw wrong(name, "more than " + max + " entries");
    }
    Map<String, String> entries = new LinkedHashMap<>();
    found.forEach(
        (key, value) -> {
          if (!(value instanceof String text)) {
            throw wrong(name, "expected strings");
          }
          String where = path + "." + name;
          entries.put(Texts.id(where, key.toString()), Texts.words(where, text));
        });
    return entries;
  }

  /** The string of a field, of whatever form. */
  public String string(String name) {
    return as(name, String.class, "a string");
  }

  private <T> List<T> strings(String name, int max, BiFunction<String, String, T> reader) {
    return elements(
        name,
        max,
        (where, element) -> {
          if (element instanceof String text) {
            return reader.apply(where, text);
          }
          throw new IllegalArgumentException(where + ": expected a string");
        });
  }

  private <T> List<T> elements(String name, int max, BiFunction<String, Object, T> reader) {
    List<?> found = as(name, List.class, "an array");
    if (found.size() > max) {
      throw wrong(name, "more than " + max + " elements");
    }
    List<T> elements = new ArrayList<>(found.size());
    for (Object element : found) {
      elements.add(reader.apply(path + "." + name + "[" + elements.size() + "]", element));
    }
    return List.copyOf(elements);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        Texts.shorten(text) + " is none of " + List.of(type.getEnumConstants()));
  }

  private <T> T as(String name, Class<T> type, String expected) {
    read.add(name);
    Object found = members.get(name);
    if (!type.isInstance(found)) {
      throw wrong(name, found == null ? "missing" : "expected " + expected);
    }
    return type.cast(found);
  }

  private <T> T at(String name, Function<String, T> reader, String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(name, String.valueOf(e.getMessage()), e);
    }
  }

  /** A record's own refusal does not know where it stands. */
  private <T> T located(Function<Fields, T> reader) {
    try {
      return reader.apply(this);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("$") ? e : wrong("", message, e);
    }
  }

  private IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException(where(name) + what);
  }

  private IllegalArgumentException wrong(String name, String what, Throwable cause) {
    return new IllegalArgumentException(where(name) + what, cause);
  }

  private String where(String name) {
    return (name.isEmpty() ? path : path + "." + name) + ": ";
  }
}
