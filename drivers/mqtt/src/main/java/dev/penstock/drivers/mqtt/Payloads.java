package dev.penstock.drivers.mqtt;

import dev.penstock.contract.Json;
import dev.penstock.contract.ObservationBatch;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the payload of a message into the rows of its points. */
final class Payloads {

  static final int MAX_BYTES = 64 << 10;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?");

  private Payloads() {}

  /**
   * Adds a row for each value found. A point whose value is not in the message has no row.
   *
   * @throws IllegalArgumentException if the message cannot be understood; no row was added then
   */
  static void read(byte[] payload, List<Target> targets, MessageRows rows) {
    List<Target> json = having(targets, Target.Format.JSON);
    List<Target> senml = having(targets, Target.Format.SENML);
    List<Target> text = having(targets, Target.Format.TEXT);
    Object document =
        json.isEmpty() && senml.isEmpty() ? null : Json.parse(payload, MAX_BYTES).plain();
    List<Senml.Measurement> records =
        senml.isEmpty() ? List.of() : Senml.read(document, rows.receivedWall());
    String content = text.isEmpty() ? "" : text(payload);
    json.forEach(target -> addJson(target, document, rows));
    senml.forEach(target -> addSenml(target, records, rows));
    text.forEach(
        target -> rows.add(target, plain(target, content), ObservationBatch.ABSENT, false));
  }

  private static List<Target> having(List<Target> targets, Target.Format format) {
    List<Target> some = new ArrayList<>();
    for (Target target : targets) {
      if (target.format() == format) {
        some.add(target);
      }
    }
    return some;
  }

  private static void addJson(Target target, @Nullable Object document, MessageRows rows) {
    Object value = target.valueIn(document);
    if (value == JsonPointer.ABSENT) {
      return;
    }
    Object time = target.timeIn(document);
    long source = time == JsonPointer.ABSENT ? ObservationBatch.ABSENT : target.nanos(time);
    boolean suspect = time != JsonPointer.ABSENT && source == ObservationBatch.ABSENT;
    rows.add(target, value, source, suspect);
  }

  private static void addSenml(Target target, List<Senml.Measurement> records, MessageRows rows) {
    for (Senml.Measurement record : records) {
      if (record.name().equals(target.senmlName())) {
        rows.add(target, record.value(), record.source(), false);
      }
    }
  }

  private static String text(byte[] payload) {
    if (payload.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a text of " + payload.length + " bytes; at most " + MAX_BYTES + " are read");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text is not valid UTF-8", e);
    }
  }

  /** The text as JSON would have given it for a point of this type. */
  private static Object plain(Target target, String content) {
    String trimmed = content.strip();
    return switch (target.binding().type()) {
      case DOUBLE, INT64 -> NUMBER.matcher(trimmed).matches() ? new BigDecimal(trimmed) : content;
      case BOOL ->
          switch (trimmed.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> content;
          };
      default -> content;
    };
  }
}
