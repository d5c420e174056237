package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;

/** How far and how often: of a point, of a commissioning, of a grant. All hold together. */
public record Limits(Bounds bounds, Pace pace) {

  public static final Limits NONE = new Limits(Bounds.NONE, Pace.ANY);

  public boolean isDisjoint(Limits other) {
    return bounds.isDisjoint(other.bounds);
  }

  /** What both allow; ask {@link #isDisjoint} before. */
  public Limits and(Limits other) {
    return new Limits(bounds.and(other.bounds), pace.and(other.pace));
  }

  static Limits from(Fields in) {
    return new Limits(Bounds.from(in), Pace.from(in));
  }

  void write(JsonWriter out) {
    bounds.write(out);
    pace.write(out);
  }
}
