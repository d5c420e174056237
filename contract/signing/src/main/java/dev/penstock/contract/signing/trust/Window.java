package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;

/**
 * Hours of the week, in UTC.
 *
 * @param fromMinute of the day, included
 * @param toMinute of the day, excluded; 1440 is midnight
 */
public record Window(List<DayOfWeek> days, int fromMinute, int toMinute) {

  private static final int DAY = 1_440;

  public Window {
    days = Texts.distinct("days", days, DayOfWeek.values().length);
    Rules.require(!days.isEmpty(), "a window needs a day");
    Rules.require(
        fromMinute >= 0 && fromMinute < toMinute && toMinute <= DAY,
        "a window must begin before it ends, within one day");
  }

  /** Whether a trusted time is inside. */
  public boolean contains(Instant time) {
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    int minute = utc.get(ChronoField.MINUTE_OF_DAY);
    return days.contains(utc.getDayOfWeek()) && minute >= fromMinute && minute < toMinute;
  }

  static Window from(Fields in) {
    return new Window(
        in.words("days", DayOfWeek.class, DayOfWeek.values().length),
        in.integer("from_minute", 0, DAY),
        in.integer("to_minute", 0, DAY));
  }

  void write(JsonWriter out) {
    Payload.strings(out, "days", days);
    out.key("from_minute").int32(fromMinute).key("to_minute").int32(toMinute);
  }
}
