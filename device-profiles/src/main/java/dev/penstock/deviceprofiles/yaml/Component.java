package dev.penstock.deviceprofiles.yaml;

import dev.penstock.contract.settings.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component of a settings record: a key. Its name is the key; a trailing underscore, for words
 * that Java keeps for itself ({@code for_}), is not part of the key.
 *
 * @param type generic
 */
record Component(String key, Type type, @Nullable Setting setting) {

  /** Reflection and annotations are slow, and a profile asks for the same records often. */
  private static final ClassValue<List<Component>> KNOWN =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> record) {
          return Arrays.stream(record.getRecordComponents()).map(Component::of).toList();
        }
      };

  static List<Component> of(Class<?> record) {
    return KNOWN.get(record);
  }

  private static Component of(RecordComponent component) {
    String name = component.getName();
    String key = name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    return new Component(key, component.getGenericType(), component.getAnnotation(Setting.class));
  }

  boolean isOptional() {
    return raw(type) == Optional.class;
  }

  boolean isRequired() {
    return !isOptional() && (setting == null || setting.otherwise().equals(Setting.REQUIRED));
  }

  /** The default as written in YAML; empty where it is required or simply absent. */
  Optional<String> otherwise() {
    return isRequired() || setting == null || setting.otherwise().startsWith("\0")
        ? Optional.empty()
        : Optional.of(setting.otherwise());
  }

  /** Whether it is a block with this key. */
  boolean has(String innerKey) {
    return raw(type).isRecord() && of(raw(type)).stream().anyMatch(c -> c.key.equals(innerKey));
  }

  String meaning() {
    return setting == null ? "" : setting.value();
  }

  String example() {
    return setting == null ? "" : setting.example();
  }

  static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  /** The last type argument: of a list's elements, of a map's values. */
  static Type content(Type type) {
    Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
    return arguments[arguments.length - 1];
  }
}
