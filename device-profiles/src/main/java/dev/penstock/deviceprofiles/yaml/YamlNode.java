package dev.penstock.deviceprofiles.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node of a YAML text, with its place. Immutable. */
public final class YamlNode {

  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

  /** What a node is. */
  public enum Kind {
    SCALAR,
    LIST,
    MAP
  }

  private final Kind kind;
  private final Position at;
  private final String path;
  private final String text;
  private final boolean plain;
  private final List<YamlNode> elements;
  private final Map<String, YamlNode> entries;

  private YamlNode(
      Kind kind,
      Place place,
      Scalar scalar,
      List<YamlNode> elements,
      Map<String, YamlNode> entries) {
    this.kind = kind;
    this.at = place.at;
    this.path = place.path;
    this.text = scalar.text;
    this.plain = scalar.plain;
    this.elements = List.copyOf(elements);
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** Where a node stands in the text and in the tree. */
  record Place(Position at, String path) {

    Place key(String name, Position keyAt) {
      return new Place(keyAt, path.isEmpty() ? name : path + "." + name);
    }

    Place element(int index, Position elementAt) {
      return new Place(elementAt, path + "[" + index + "]");
    }
  }

  private record Scalar(String text, boolean plain) {
    static final Scalar NONE = new Scalar("", false);
  }

  static YamlNode scalar(Place place, String text, boolean plain) {
    return new YamlNode(Kind.SCALAR, place, new Scalar(text, plain), List.of(), Map.of());
  }

  static YamlNode list(Place place, List<YamlNode> elements) {
    return new YamlNode(Kind.LIST, place, Scalar.NONE, elements, Map.of());
  }

  static YamlNode map(Place place, Map<String, YamlNode> entries) {
    return new YamlNode(Kind.MAP, place, Scalar.NONE, List.of(), entries);
  }

  public Kind kind() {
    return kind;
  }

  public boolean isMap() {
    return kind == Kind.MAP;
  }

  public boolean isScalar() {
    return kind == Kind.SCALAR;
  }

  /** Whether nothing was written: no value, {@code null} or {@code ~}. */
  public boolean isNothing() {
    return isScalar() && plain && NOTHING.contains(text);
  }

  /** Whether a scalar was written without quotes. */
  public boolean isPlain() {
    return plain;
  }

  /** Where its key stands; where it begins itself, if it has none. */
  public Position at() {
    return at;
  }

  /** {@code devices.plant.points[2]}; empty for the root. */
  public String path() {
    return path;
  }

  /** A scalar as written, quotes resolved; empty for what is not a scalar. */
  public String text() {
    return text;
  }

  /** Elements of a list; none for what is not a list. */
  public List<YamlNode> elements() {
    return elements;
  }

  /** Entries of a map, in the order written; none for what is not a map. */
  public Map<String, YamlNode> entries() {
    return entries;
  }

  public Optional<YamlNode> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Finds {@code a.b[0].c} below this node. */
  public Optional<YamlNode> find(String relativePath) {
    Optional<YamlNode> node = Optional.of(this);
    for (String word : words(relativePath)) {
      node = node.flatMap(n -> n.child(word));
    }
    return node;
  }

  /** Finds {@code a.b[0].c} below this node, or as much of the way as there is. */
  public YamlNode nearest(String relativePath) {
    YamlNode node = this;
    for (String word : words(relativePath)) {
      Optional<YamlNode> next = node.child(word);
      if (next.isEmpty()) {
        return node;
      }
      node = next.get();
    }
    return node;
  }

  private static List<String> words(String path) {
    return path.isEmpty() ? List.of() : List.of(path.replace("[", ".[").split("\\.", -1));
  }

  private Optional<YamlNode> child(String word) {
    return word.startsWith("[") ? element(word) : get(word);
  }

  private Optional<YamlNode> element(String bracketed) {
    int index = Integer.parseInt(bracketed.substring(1, bracketed.length() - 1));
    return index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty();
  }

  /** A map in this node's place. */
  public YamlNode withEntries(Map<String, YamlNode> other) {
    return map(new Place(at, path), other);
  }

  /** A word in this node's place. */
  public YamlNode withText(String word) {
    return scalar(new Place(at, path), word, true);
  }

  /** The same tree as if it stood elsewhere. */
  YamlNode movedTo(Place place) {
    List<YamlNode> moved = new ArrayList<>();
    for (YamlNode element : elements) {
      moved.add(element.movedTo(place.element(moved.size(), place.at)));
    }
    Map<String, YamlNode> below = new LinkedHashMap<>();
    entries.forEach((key, value) -> below.put(key, value.movedTo(place.key(key, place.at))));
    return new YamlNode(kind, place, new Scalar(text, plain), moved, below);
  }

  /** What kind of thing it is, for people. */
  public String describe() {
    return switch (kind) {
      case MAP -> "keys and values";
      case LIST -> "a list";
      case SCALAR -> isNothing() ? "nothing" : text;
    };
  }

  @Override
  public String toString() {
    return at + ": " + path + ": " + describe();
  }
}
