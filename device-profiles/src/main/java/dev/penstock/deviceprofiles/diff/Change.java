package dev.penstock.deviceprofiles.diff;

import dev.penstock.contract.JsonWriter;
import dev.penstock.deviceprofiles.Version.Bump;
import java.util.Locale;

/**
 * One change.
 *
 * @param path of the key
 * @param bump what it requires
 * @param safety whether it touches what keeps commands safe, and so needs approval anew
 * @param what happened, in words
 * @param before as written; empty if it was not there
 * @param after as written; empty if it is gone
 */
public record Change(
    String path, Bump bump, boolean safety, String what, String before, String after) {

  /** One line: {@code MAJOR SAFETY commands.x.limits.max: loosened, 6 → 7}. */
  @Override
  public String toString() {
    String values = before + (before.isEmpty() || after.isEmpty() ? "" : " → ") + after;
    return (bump + (safety ? " SAFETY " : " ") + path + ": " + what)
        + (values.isEmpty() ? "" : ", " + values);
  }

  void write(JsonWriter json) {
    json.object().field("path", path).field("bump", bump.name().toLowerCase(Locale.ROOT));
    json.field("safety", safety).field("what", what);
    json.field("before", before).field("after", after).endObject();
  }
}
