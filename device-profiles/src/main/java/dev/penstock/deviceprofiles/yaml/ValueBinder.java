package dev.penstock.deviceprofiles.yaml;

import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.settings.Setting;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds one value to the type of its component. */
final class ValueBinder {

  private static final Map<String, String> OTHER_BOOLEANS =
      Map.of("yes", "true", "on", "true", "True", "true", "no", "false", "off", "false");

  private final RecordBinder records;
  private final Problems problems;
  private final SecretReference secrets;

  ValueBinder(RecordBinder records, Problems problems, SecretReference secrets) {
    this.records = records;
    this.problems = problems;
    this.secrets = secrets;
  }

  /** The value; empty if the problems were told. */
  Optional<Object> bind(YamlNode node, Type type, @Nullable Setting setting) {
    Class<?> raw = Component.raw(type);
    if (raw == YamlNode.class) {
      return Optional.of(node);
    } else if (raw == Optional.class) {
      return bind(node, Component.content(type), setting).map(Optional::of);
    } else if (raw == List.class) {
      return list(node, Component.content(type), setting);
    } else if (raw == Map.class) {
      return map(node, Component.content(type), setting);
    } else if (raw.isRecord()) {
      return records.record(node, raw);
    }
    return scalar(node, raw, setting);
  }

  /** What a component has that may be left out and was. */
  @Nullable Object absent(Type type) {
    Class<?> raw = Component.raw(type);
    if (raw == Optional.class) {
      return Optional.empty();
    } else if (raw == double.class) {
      return Double.NaN;
    } else if (raw.isPrimitive()) {
      throw new IllegalStateException("a " + raw + " cannot be absent");
    }
    return null;
  }

  private Optional<Object> list(YamlNode node, Type content, @Nullable Setting setting) {
    if (node.kind() != YamlNode.Kind.LIST) {
      return wrong(node, "must be a list", "[a, b] or one \"- \" a line; [] for none", "");
    }
    List<Object> elements = new ArrayList<>();
    for (YamlNode element : node.elements()) {
      bind(element, content, setting).ifPresent(elements::add);
    }
    boolean complete = elements.size() == node.elements().size();
    return complete ? Optional.of(List.copyOf(elements)) : Optional.empty();
  }

  private Optional<Object> map(YamlNode node, Type content, @Nullable Setting setting) {
    if (!node.isMap()) {
      return wrong(node, "must be names and what they stand for", "{} for none", "");
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    node.entries()
        .forEach(
            (key, value) ->
                bind(value, content, setting).ifPresent(bound -> entries.put(key, bound)));
    boolean complete = entries.size() == node.entries().size();
    return complete ? Optional.of(Collections.unmodifiableMap(entries)) : Optional.empty();
  }

  private Optional<Object> scalar(YamlNode node, Class<?> raw, @Nullable Setting setting) {
    if (!node.isScalar()) {
      return wrong(node, "must be one value", inWords(raw, setting), "");
    } else if (node.isNothing()) {
      return wrong(node, "is empty", inWords(raw, setting) + "; or remove the line", "");
    } else if (raw == Secret.class) {
      return secret(node);
    } else if (raw == Path.class) {
      return path(node, setting != null && setting.file());
    }
    ScalarType type = type(raw, setting);
    Optional<?> value = type.parse().apply(node.text());
    return value.isPresent()
        ? Optional.of(value.get())
        : wrong(node, "is not allowed", type.inWords(), suggestion(node.text(), type));
  }

  private static String suggestion(String text, ScalarType type) {
    if (type.name().equals("boolean") && OTHER_BOOLEANS.containsKey(text)) {
      return OTHER_BOOLEANS.get(text);
    } else if (type.name().equals("duration") && text.matches("[0-9]+")) {
      return text + "s";
    } else if (type.name().equals("size") && text.matches("[0-9]+ ?[kKmMgGtT][bB]?")) {
      String digits = text.replaceAll("[^0-9]", "");
      char unit = Character.toUpperCase(text.replaceAll("[0-9 ]", "").charAt(0));
      return digits + unit + "iB";
    }
    return Suggestion.among(text, type.words()).orElse("");
  }

  private Optional<Object> secret(YamlNode node) {
    try {
      return Optional.of(secrets.follow(node.text(), folder(node)));
    } catch (SecretReference.Unusable e) {
      problems.add(Problem.error(node, e.getMessage()).allowed(SecretReference.ALLOWED));
      return Optional.empty();
    }
  }

  private Optional<Object> path(YamlNode node, boolean file) {
    try {
      Path path = folder(node).resolve(node.text()).normalize();
      if (file && !Files.isRegularFile(path)) {
        return wrong(node, "there is no file " + path, "a file that is there", "");
      }
      return Optional.of(path);
    } catch (InvalidPathException e) {
      return wrong(node, "is not allowed", "a path", "");
    }
  }

  private static Path folder(YamlNode node) {
    Path parent = Path.of(node.at().file()).getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String inWords(Class<?> raw, @Nullable Setting setting) {
    if (raw == Secret.class) {
      return SecretReference.ALLOWED;
    }
    return raw == Path.class ? "a path" : type(raw, setting).inWords();
  }

  private static ScalarType type(Class<?> raw, @Nullable Setting setting) {
    return ScalarType.of(raw, setting)
        .orElseThrow(() -> new IllegalStateException(raw + " cannot be bound from YAML"));
  }

  private Optional<Object> wrong(YamlNode node, String what, String allowed, String suggestion) {
    String found = node.isNothing() ? "" : node.describe();
    problems.add(Problem.error(node, what).found(found).allowed(allowed).suggest(suggestion));
    return Optional.empty();
  }
}
