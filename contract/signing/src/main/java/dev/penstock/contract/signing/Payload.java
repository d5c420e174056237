package dev.penstock.contract.signing;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How every JSON payload begins, {@code {"v":1,"kind":"select", …}}, and how its parts are put. */
public final class Payload {

  private static final int VERSION = 1;

  private Payload() {}

  /** Reads a payload of this kind; {@code reader} reads all fields after the first two. */
  public static <T> T read(PayloadType type, byte[] payload, Function<Fields, T> reader)
      throws MalformedException {
    return StrictJson.read(payload, type.maxBytes(), fields -> body(type, fields, reader));
  }

  private static <T> T body(PayloadType type, Fields fields, Function<Fields, T> reader) {
    fields.integer("v", VERSION, VERSION);
    String kind = fields.id("kind");
    if (!kind.equals(type.kind())) {
      throw new IllegalArgumentException("kind is " + kind + ", expected " + type.kind());
    }
    return reader.apply(fields);
  }

  /** A writer that is inside the object and has written the first two fields. */
  public static JsonWriter begin(PayloadType type) {
    return new JsonWriter().object().key("v").int32(VERSION).field("kind", type.kind());
  }

  public static byte[] end(JsonWriter out) {
    return out.endObject().bytes();
  }

  /** Writes a span in milliseconds. */
  public static void millis(JsonWriter out, String name, Duration span) {
    out.key(name).int32(Math.toIntExact(span.toMillis()));
  }

  /** Writes a time in whole UTC seconds. */
  public static void time(JsonWriter out, String name, Instant time) {
    out.field(name, time.toString());
  }

  /** Writes a field only if there is a value. */
  public static void optional(JsonWriter out, String name, @Nullable Object value) {
    if (value != null) {
      out.field(name, value.toString());
    }
  }

  /** Writes {@code true}, or nothing for false. */
  public static void flag(JsonWriter out, String name, boolean value) {
    if (value) {
      out.field(name, true);
    }
  }

  /** Writes an array of strings. */
  public static void strings(JsonWriter out, String name, Collection<?> values) {
    out.key(name).array();
    values.forEach(value -> out.text(value.toString()));
    out.endArray();
  }

  /** Writes an array of objects. */
  public static <T> void objects(
      JsonWriter out, String name, Collection<T> values, Part<T> eachInsideItsObject) {
    out.key(name).array();
    for (T value : values) {
      eachInsideItsObject.write(value, out.object());
      out.endObject();
    }
    out.endArray();
  }

  /** Writes an inner object, or nothing for null. */
  public static <T> void object(
      JsonWriter out, String name, @Nullable T value, Part<T> insideItsObject) {
    if (value != null) {
      out.key(name).object();
      insideItsObject.write(value, out);
      out.endObject();
    }
  }

  /** Writes an object of strings in the order of the map. */
  public static void dictionary(JsonWriter out, String name, Map<String, String> entries) {
    out.key(name).object();
    entries.forEach(out::field);
    out.endObject();
  }

  /** Writes the fields of one value into an object that is open. */
  @FunctionalInterface
  public interface Part<T> {
    void write(T value, JsonWriter out);
  }
}
