package dev.penstock.deviceprofiles.yaml;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the Markdown reference of settings records: a table a record, in the order the keys are
 * declared, nested records after the one that names them.
 */
public final class SettingsReference {

  private final StringBuilder out = new StringBuilder();

  /** Where a record's table stands, by its first key: each is written once. */
  private final Map<Class<?>, String> written = new HashMap<>();

  /**
   * Adds a section.
   *
   * @param heading as Markdown, {@code ## gateway.yaml}
   * @param prefix of all keys, {@code uplinks.<name>}, or empty
   */
  public SettingsReference section(String heading, String prefix, Class<? extends Record> type) {
    out.append(heading).append("\n\n");
    String level = heading.substring(0, heading.indexOf(' ') + 1).replaceFirst("#", "##");
    table(level, prefix, type);
    return this;
  }

  public String markdown() {
    return out.toString();
  }

  private void table(String level, String prefix, Class<?> type) {
    String before = written.putIfAbsent(type, prefix);
    if (before != null) {
      out.append("As ").append(code(before)).append(".\n\n");
      return;
    }
    Map<String, Class<?>> nested = new LinkedHashMap<>();
    out.append("| Key | Type | Default | Meaning | Example |\n|---|---|---|---|---|\n");
    for (Component component : Component.of(type)) {
      String key = prefix.isEmpty() ? component.key() : prefix + "." + component.key();
      row(component, key);
      record(component.type(), key).ifPresent(found -> nested.put(found.key, found.type));
    }
    out.append('\n');
    nested.forEach(
        (key, record) -> {
          out.append(level).append('`').append(key).append("`\n\n");
          table(level, key, record);
        });
  }

  private void row(Component component, String key) {
    String otherwise =
        component.isRequired()
            ? "**required**"
            : component.otherwise().map(SettingsReference::code).orElse("none");
    List<String> cells =
        List.of(
            code(key),
            typeName(component),
            otherwise,
            cell(component.meaning()),
            component.example().isEmpty() ? "" : code(component.example()));
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private record Nested(String key, Class<?> type) {}

  /** The record below a component, with the key its own keys stand under. */
  private static Optional<Nested> record(Type type, String key) {
    Class<?> raw = Component.raw(type);
    if (raw.isRecord()) {
      return Optional.of(new Nested(key, raw));
    } else if (raw == List.class) {
      return record(Component.content(type), key + "[]");
    } else if (raw == Map.class) {
      return record(Component.content(type), key + ".<name>");
    }
    return raw == Optional.class ? record(Component.content(type), key) : Optional.empty();
  }

  private static String typeName(Component component) {
    return typeName(component.type(), component);
  }

  private static String typeName(Type type, Component component) {
    Class<?> raw = Component.raw(type);
    if (raw == List.class) {
      return "list of " + typeName(Component.content(type), component);
    } else if (raw == Map.class) {
      return "names to " + typeName(Component.content(type), component);
    } else if (raw == Optional.class) {
      return typeName(Component.content(type), component);
    } else if (raw.isRecord()) {
      return "keys below";
    }
    return ScalarType.of(raw, component.setting())
        .map(SettingsReference::scalarName)
        .orElse(otherName(raw));
  }

  private static String scalarName(ScalarType type) {
    return type.words().isEmpty()
        ? type.name()
        : String.join(", ", type.words().stream().map(SettingsReference::code).toList());
  }

  private static String otherName(Class<?> raw) {
    return switch (raw.getSimpleName()) {
      case "Secret" -> "secret: " + code(SecretReference.ALLOWED);
      case "Path" -> "path";
      default -> "see there";
    };
  }

  private static String code(String text) {
    return text.isEmpty() ? "`\"\"`" : "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
