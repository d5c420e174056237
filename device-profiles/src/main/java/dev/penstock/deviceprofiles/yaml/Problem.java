package dev.penstock.deviceprofiles.yaml;

import dev.penstock.contract.JsonWriter;
import java.util.Collection;

/**
 * One thing that is wrong with what somebody wrote. The texts that do not apply are empty.
 *
 * @param key path of the key, {@code devices.plant.driver}
 * @param what is wrong, in words
 * @param found as written
 * @param allowed what would be right
 * @param suggestion what was probably meant
 */
public record Problem(
    Severity severity,
    Position at,
    String key,
    String what,
    String found,
    String allowed,
    String suggestion) {

  /** Whether it keeps us from going on. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Problem error(Position at, String key, String what) {
    return new Problem(Severity.ERROR, at, key, what, "", "", "");
  }

  public static Problem error(YamlNode node, String what) {
    return error(node.at(), node.path(), what);
  }

  public static Problem warning(Position at, String key, String what) {
    return new Problem(Severity.WARNING, at, key, what, "", "", "");
  }

  public Problem found(String text) {
    return new Problem(severity, at, key, what, text, allowed, suggestion);
  }

  public Problem allowed(String text) {
    return new Problem(severity, at, key, what, found, text, suggestion);
  }

  public Problem suggest(String text) {
    return new Problem(severity, at, key, what, found, allowed, text);
  }

  /** Suggests the known word that is nearest to the one found, if one is near. */
  public Problem suggestAmong(String word, Collection<String> known) {
    return suggest(Suggestion.among(word, known).orElse(""));
  }

  /** One line: {@code file:line: key: what, found "…"; allowed: …; did you mean "…"?} */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(at.toString()).append(": ");
    if (severity == Severity.WARNING) {
      line.append("warning: ");
    }
    if (!key.isEmpty()) {
      line.append(key).append(": ");
    }
    line.append(what);
    if (!found.isEmpty()) {
      line.append(", found \"").append(found).append('"');
    }
    if (!allowed.isEmpty()) {
      line.append("; allowed: ").append(allowed);
    }
    if (!suggestion.isEmpty()) {
      line.append("; did you mean \"").append(suggestion).append("\"?");
    }
    return line.toString();
  }

  void write(JsonWriter json) {
    json.object().field("severity", severity == Severity.ERROR ? "error" : "warning");
    json.field("file", at.file()).key("line").int32(at.line()).key("column").int32(at.column());
    json.field("key", key).field("what", what).field("found", found);
    json.field("allowed", allowed).field("suggestion", suggestion).endObject();
  }
}
