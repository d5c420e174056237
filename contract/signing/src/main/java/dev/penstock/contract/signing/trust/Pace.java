package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import java.time.Duration;

/**
 * How often a point may be moved.
 *
 * @param opsPerHour writes in any hour; 0 sets no bound
 * @param minOn how long true must last before false; 0 sets no bound
 * @param minOff how long false must last before true; 0 sets no bound
 */
public record Pace(int opsPerHour, Duration minOn, Duration minOff) {

  public static final Pace ANY = new Pace(0, Duration.ZERO, Duration.ZERO);

  private static final int MAX_OPS = 3_600_000;

  public Pace {
    Rules.require(opsPerHour >= 0 && opsPerHour <= MAX_OPS, "ops_per_hour out of range");
    Rules.span("min_on", minOn);
    Rules.span("min_off", minOff);
  }

  /** What both allow. */
  public Pace and(Pace other) {
    boolean mine = other.opsPerHour == 0 || (opsPerHour > 0 && opsPerHour < other.opsPerHour);
    return new Pace(
        mine ? opsPerHour : other.opsPerHour,
        minOn.compareTo(other.minOn) >= 0 ? minOn : other.minOn,
        minOff.compareTo(other.minOff) >= 0 ? minOff : other.minOff);
  }

  static Pace from(Fields in) {
    return new Pace(
        in.has("ops_per_hour") ? in.integer("ops_per_hour", 1, MAX_OPS) : 0,
        in.has("min_on_ms") ? in.millis("min_on_ms") : Duration.ZERO,
        in.has("min_off_ms") ? in.millis("min_off_ms") : Duration.ZERO);
  }

  void write(JsonWriter out) {
    if (opsPerHour > 0) {
      out.key("ops_per_hour").int32(opsPerHour);
    }
    if (!minOn.isZero()) {
      Payload.millis(out, "min_on_ms", minOn);
    }
    if (!minOff.isZero()) {
      Payload.millis(out, "min_off_ms", minOff);
    }
  }
}
