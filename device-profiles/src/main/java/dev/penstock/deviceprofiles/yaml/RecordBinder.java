package dev.penstock.deviceprofiles.yaml;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binds YAML to records whose components are described by {@link
 * dev.penstock.contract.settings.Setting}, and tells every problem: unknown, missing and empty
 * keys, wrong types, and what the records' own constructors refuse. Relative paths, also those of
 * secret files, are taken from the folder of the YAML file.
 */
public final class RecordBinder {

  /** What YAML reads as it stands; most defaults are no more. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Problems problems;
  private final ValueBinder values;

  private RecordBinder(Problems problems, Function<String, @Nullable String> environment) {
    this.problems = problems;
    this.values = new ValueBinder(this, problems, new SecretReference(environment));
  }

  /** Binds a map to a record, secrets from the process's environment. */
  public static <T extends Record> Bound<T> bind(YamlNode node, Class<T> type, Problems problems) {
    return bind(node, type, problems, System::getenv);
  }

  /** Binds a map to a record. */
  public static <T extends Record> Bound<T> bind(
      YamlNode node,
      Class<T> type,
      Problems problems,
      Function<String, @Nullable String> environment) {
    Optional<Object> record = new RecordBinder(problems, environment).record(node, type);
    return new Bound<>(record.map(type::cast), node);
  }

  /** The default of a component as it would be bound; empty if it has none. */
  static Optional<Object> otherwise(Component component) {
    YamlNode nowhere =
        YamlNode.map(new YamlNode.Place(new Position("default", 1, 1), ""), Map.of());
    RecordBinder binder = new RecordBinder(new Problems(), name -> null);
    return component
        .otherwise()
        .map(text -> otherwise(nowhere, component.key(), text))
        .flatMap(node -> binder.values.bind(node, component.type(), component.setting()));
  }

  Optional<Object> record(YamlNode node, Class<?> type) {
    if (!node.isMap()) {
      String what = node.isNothing() ? "is empty" : "must be keys and values";
      String found = node.isNothing() ? "" : node.describe();
      problems.add(Problem.error(node, what).found(found).allowed(keys(type)));
      return Optional.empty();
    }
    List<Component> components = Component.of(type);
    boolean known = checkKeys(node, components);
    List<@Nullable Object> arguments = new ArrayList<>();
    Set<String> broken = new HashSet<>();
    boolean complete = true;
    for (Component component : components) {
      Optional<Argument> argument = argument(node, component);
      if (argument.isEmpty()) {
        broken.add(component.key());
        complete &= !component.isRequired();
      }
      arguments.add(argument.map(Argument::value).orElseGet(() -> defaultOf(component)));
    }
    Constructing constructing = new Constructing(node, type, known, broken);
    return complete ? construct(constructing, arguments) : Optional.empty();
  }

  /**
   * What is known of a record before its constructor is asked.
   *
   * @param known whether every key that was written exists
   * @param broken keys whose value could not be bound
   */
  private record Constructing(YamlNode node, Class<?> type, boolean known, Set<String> broken) {

    boolean isSure() {
      return known && broken.isEmpty();
    }

    /** Whether a refusal does not just follow from what was said already. */
    boolean isNews(Refusal refusal) {
      boolean missed = !known && refusal.problem.what().startsWith("is missing");
      return !refusal.key.isEmpty()
          && !missed
          && !broken.contains(refusal.key.split("[.\\[]", 2)[0]);
    }
  }

  /** A constructor's argument, which may be null. */
  private record Argument(@Nullable Object value) {}

  private Optional<Argument> argument(YamlNode node, Component component) {
    Optional<YamlNode> written = node.get(component.key());
    if (written.isPresent()) {
      return values.bind(written.get(), component.type(), component.setting()).map(Argument::new);
    }
    if (component.isRequired()) {
      problems.add(missing(node, component));
      return Optional.empty();
    }
    if (component.otherwise().isEmpty()) {
      return Optional.of(new Argument(values.absent(component.type())));
    }
    YamlNode otherwise = otherwise(node, component.key(), component.otherwise().get());
    return values.bind(otherwise, component.type(), component.setting()).map(Argument::new);
  }

  private Problem missing(YamlNode node, Component component) {
    String path = node.path().isEmpty() ? component.key() : node.path() + "." + component.key();
    String what =
        component.meaning().isEmpty() ? "is missing" : "is missing: " + component.meaning();
    String example = component.example().isEmpty() ? "" : "for example " + component.example();
    String words =
        ScalarType.of(Component.raw(component.type()), component.setting())
            .map(ScalarType::words)
            .filter(w -> !w.isEmpty())
            .map(w -> String.join(", ", w))
            .orElse(example);
    return Problem.error(node.at(), path, what).allowed(words);
  }

  /** A default is written in YAML, and bound like everything else. */
  private static YamlNode otherwise(YamlNode node, String key, String text) {
    YamlNode.Place place = new YamlNode.Place(node.at(), node.path()).key(key, node.at());
    return switch (text) {
      case "" -> YamlNode.scalar(place, "", false);
      case "{}" -> YamlNode.map(place, Map.of());
      case "[]" -> YamlNode.list(place, List.of());
      default ->
          WORD.matcher(text).matches() ? YamlNode.scalar(place, text, true) : parsed(place, text);
    };
  }

  private static YamlNode parsed(YamlNode.Place place, String text) {
    Problems own = new Problems();
    return YamlReader.text(place.at().file(), text, own)
        .filter(n -> own.isEmpty())
        .map(n -> n.movedTo(place))
        .orElseThrow(() -> new IllegalStateException("default of " + place.path() + ": " + own));
  }

  private boolean checkKeys(YamlNode node, List<Component> components) {
    List<String> known = components.stream().map(Component::key).toList();
    boolean all = true;
    for (var entry : node.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            Problem.error(entry.getValue(), "there is no such key")
                .allowed(String.join(", ", known))
                .suggest(suggestion(entry.getKey(), components)));
        all = false;
      }
    }
    return all;
  }

  /** The key that was meant: one of these, or one that belongs into a block below. */
  private static String suggestion(String key, List<Component> components) {
    List<String> known = components.stream().map(Component::key).toList();
    return Suggestion.among(key, known)
        .or(
            () ->
                components.stream()
                    .filter(c -> c.has(key))
                    .map(c -> c.key() + "." + key)
                    .findFirst())
        .orElse("");
  }

  private static String keys(Class<?> type) {
    return "the keys "
        + String.join(", ", Component.of(type).stream().map(Component::key).toList());
  }

  /**
   * What a constructor refuses is told; then those keys are taken at their default, to hear what
   * else it refuses. What may only follow from something told already is not.
   */
  private Optional<Object> construct(Constructing what, List<@Nullable Object> arguments) {
    List<@Nullable Object> tried = new ArrayList<>(arguments);
    boolean sure = what.isSure();
    Attempt attempt = attempt(what.type, tried);
    if (sure && attempt.record.isPresent()) {
      return attempt.record;
    }
    boolean more = true;
    while (more && attempt.record.isEmpty()) {
      more = false;
      for (String message : attempt.refusals) {
        Refusal refusal = Refusal.of(what.node, message);
        if (sure || what.isNews(refusal)) {
          problems.add(refusal.problem);
        }
        more |= putBack(refusal.key, what.type, tried);
      }
      sure = false;
      attempt = attempt(what.type, tried);
    }
    return Optional.empty();
  }

  /**
   * A constructor's answer.
   *
   * @param refusals what it would not have, a line of its message each
   */
  private record Attempt(Optional<Object> record, List<String> refusals) {}

  private static Attempt attempt(Class<?> type, List<@Nullable Object> arguments) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new Attempt(Optional.of(constructor.newInstance(arguments.toArray())), List.of());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return new Attempt(Optional.empty(), message.lines().toList());
      }
      throw new IllegalStateException(type + " failed on " + arguments, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  /** What an optional component has when nothing was written; null for others. */
  private @Nullable Object defaultOf(Component component) {
    if (component.isRequired()) {
      return null;
    }
    return otherwise(component).orElseGet(() -> values.absent(component.type()));
  }

  /** Takes the key at its default; false if it has none, or had it already. */
  private boolean putBack(String path, Class<?> type, List<@Nullable Object> arguments) {
    List<Component> components = Component.of(type);
    for (int i = 0; i < components.size(); i++) {
      Component component = components.get(i);
      if (path.matches(component.key() + "([.\\[].*)?") && !component.isRequired()) {
        Object otherwise = defaultOf(component);
        return !Objects.equals(arguments.set(i, otherwise), otherwise);
      }
    }
    return false;
  }

  /**
   * What a record's constructor would not have.
   *
   * @param key that it blames; empty for none
   */
  private record Refusal(String key, Problem problem) {

    /** A message that begins with {@code key: } belongs to that key. */
    static Refusal of(YamlNode node, String message) {
      int colon = message.indexOf(": ");
      String key = colon < 0 ? "" : message.substring(0, colon);
      if (!key.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+|\\[[0-9]{1,6}])*")) {
        return new Refusal("", Problem.error(node, message));
      }
      String path = node.path().isEmpty() ? key : node.path() + "." + key;
      Problem problem = Problem.error(node.nearest(key).at(), path, message.substring(colon + 2));
      return new Refusal(key, problem);
    }
  }
}
