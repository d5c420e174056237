package dev.penstock.deviceprofiles.yaml;

import java.util.Optional;

/**
 * A record and the text it was bound from.
 *
 * @param record empty if something was wrong; the problems say what
 * @param node for the places of later problems, and for what is bound later
 */
public record Bound<T extends Record>(Optional<T> record, YamlNode node) {

  public boolean isPresent() {
    return record.isPresent();
  }

  /** The record; only to be asked for when it is present. */
  public T get() {
    return record.orElseThrow(() -> new IllegalStateException(node.at() + " could not be bound"));
  }

  /** A problem at the place of {@code a.b[0]} below, or where that was left out. */
  public Problem problem(String relativePath, String what) {
    Position at = node.nearest(relativePath).at();
    String key = node.path().isEmpty() ? relativePath : node.path() + "." + relativePath;
    return Problem.error(at, key, what);
  }
}
