package dev.penstock.deviceprofiles;

import dev.penstock.contract.JsonWriter;
import java.lang.reflect.RecordComponent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fixed-order JSON of a record: keys as declared, defaults spelled out, maps sorted; what is absent
 * or empty is left out, so that a later vocabulary's optional keys do not change old hashes.
 */
public final class CanonicalForm {

  private CanonicalForm() {}

  public static String hash(Record record) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json(record).bytes());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public static JsonWriter json(Record record) {
    JsonWriter json = new JsonWriter();
    write(json, record);
    return json;
  }

  private static void write(JsonWriter json, Object value) {
    if (value instanceof Record record) {
      object(json, record);
    } else if (value instanceof Map<?, ?> map) {
      map(json, map);
    } else if (value instanceof List<?> list) {
      json.array();
      list.forEach(e -> write(json, e));
      json.endArray();
    } else {
      scalar(json, value);
    }
  }

  private static void scalar(JsonWriter json, Object value) {
    if (value instanceof Double number) {
      json.number(number);
    } else if (value instanceof Integer number) {
      json.int32(number);
    } else if (value instanceof Boolean bool) {
      json.bool(bool);
    } else if (value instanceof Duration duration) {
      json.int64(duration.toNanos());
    } else {
      json.text(value.toString());
    }
  }

  private static void object(JsonWriter json, Record record) {
    json.object();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (!isAbsent(value)) {
        json.key(component.getName().replace("_", ""));
        write(json, value);
      }
    }
    json.endObject();
  }

  private static void map(JsonWriter json, Map<?, ?> map) {
    json.object();
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(key.toString(), value));
    sorted.forEach((key, value) -> write(json.key(key), value));
    json.endObject();
  }

  static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(record);
      return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " cannot be read", e);
    }
  }

  static boolean isAbsent(@Nullable Object value) {
    return value == null
        || (value instanceof Double number && number.isNaN())
        || (value instanceof String text && text.isEmpty())
        || (value instanceof List<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }
}
