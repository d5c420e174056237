package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.Quality;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import java.time.Duration;

/**
 * A value as the gateway saw it when it made the offer.
 *
 * @param value for people; empty when BAD
 * @param age since it was received
 */
public record LiveValue(String point, String value, String unit, Quality quality, Duration age) {

  public LiveValue {
    Names.path(point);
    Texts.words("value", value);
    Checks.unit(unit);
    Checks.span("age", age);
  }

  static LiveValue from(Fields in) {
    return new LiveValue(
        in.id("point"),
        in.words("value"),
        in.words("unit"),
        in.word("quality", Quality.class),
        in.millis("age_ms"));
  }

  void write(JsonWriter out) {
    out.field("point", point).field("value", value).field("unit", unit);
    out.field("quality", quality.name());
    Payload.millis(out, "age_ms", age);
  }
}
