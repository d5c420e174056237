package dev.penstock.deviceprofiles.yaml;

import dev.penstock.contract.JsonWriter;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the JSON Schema (draft 7, which editors know best) of settings records: for completion and
 * early warnings. What the records' constructors check goes beyond it.
 */
public final class SettingsSchema {

  private static final String DURATION = "^[0-9]+(\\.[0-9]+)? ?(ns|us|ms|s|m|min|h|d)$";
  private static final String SIZE = "^[0-9]+(\\.[0-9]+)? ?(B|KiB|MiB|GiB|TiB)$";

  private final JsonWriter json = new JsonWriter();

  /** Records met so far, by the name of their definition. */
  private final Map<String, Class<?>> definitions = new LinkedHashMap<>();

  private SettingsSchema() {}

  /** The schema of a record, as one line of JSON. */
  public static String of(String id, String title, Class<? extends Record> type) {
    SettingsSchema schema = new SettingsSchema();
    schema.json.object().field("$schema", "http://json-schema.org/draft-07/schema#");
    schema.json.field("$id", id).field("title", title);
    schema.record(type);
    schema.json.key("definitions").object();
    schema.writeDefinitions();
    return schema.json.endObject().endObject().toString();
  }

  /** Writing one may meet others. */
  private void writeDefinitions() {
    int written = 0;
    while (written < definitions.size()) {
      Map.Entry<String, Class<?>> next = List.copyOf(definitions.entrySet()).get(written++);
      json.key(next.getKey()).object();
      record(next.getValue());
      json.endObject();
    }
  }

  private void record(Class<?> type) {
    List<Component> components = Component.of(type);
    json.field("type", "object").field("additionalProperties", false).key("required").array();
    components.stream().filter(Component::isRequired).forEach(c -> json.text(c.key()));
    json.endArray().key("properties").object();
    for (Component component : components) {
      json.key(component.key()).object().field("description", component.meaning());
      component.otherwise().ifPresent(text -> json.field("default", text));
      if (!component.example().isEmpty()) {
        json.key("examples").array().text(component.example()).endArray();
      }
      type(component.type(), component);
      json.endObject();
    }
    json.endObject();
  }

  private void type(Type type, Component component) {
    Class<?> raw = Component.raw(type);
    if (raw == List.class) {
      json.field("type", "array").key("items").object();
      type(Component.content(type), component);
      json.endObject();
    } else if (raw == Map.class) {
      json.field("type", "object").key("additionalProperties").object();
      type(Component.content(type), component);
      json.endObject();
    } else if (raw == Optional.class) {
      type(Component.content(type), component);
    } else if (raw.isRecord()) {
      definitions.putIfAbsent(raw.getSimpleName(), raw);
      json.key("allOf").array().object();
      json.field("$ref", "#/definitions/" + raw.getSimpleName()).endObject().endArray();
    } else {
      ScalarType.of(raw, component.setting()).ifPresent(this::scalar);
    }
  }

  private void scalar(ScalarType scalar) {
    if (!scalar.words().isEmpty() && !scalar.name().equals("boolean")) {
      json.key("enum").array();
      scalar.words().forEach(json::text);
      // The binder takes the constant's own name, too.
      scalar.words().forEach(w -> json.text(w.toUpperCase(Locale.ROOT).replace('-', '_')));
      json.endArray();
      return;
    }
    switch (scalar.name()) {
      case "duration" -> json.field("type", "string").field("pattern", DURATION);
      case "size" -> json.field("type", "string").field("pattern", SIZE);
      case "text" ->
          json.key("type").array().text("string").text("number").text("boolean").endArray();
      case "URI" -> json.field("type", "string").field("format", "uri");
      default -> json.field("type", scalar.name());
    }
  }
}
