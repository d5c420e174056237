package dev.penstock.gateway.demo.street;

import dev.penstock.contract.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** The bytes a street sensor sends: {@code {"ts":…,"no2":23.4,"noise":58.1}}. */
final class SensorMessage {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private SensorMessage() {}

  static byte[] of(StreetAir.Reading reading, long wallNanos, SensorTime time, SensorFault fault) {
    JsonWriter json = new JsonWriter().object();
    writeTime(json, Math.floorDiv(wallNanos, NANOS_PER_MILLI), time);
    if (fault == SensorFault.WRONG_TYPE) {
      json.field("no2", "calibrating");
    } else if (fault != SensorFault.MISSING_FIELD) {
      json.field("no2", reading.no2());
    }
    byte[] whole =
        json.field("noise", reading.noise())
            .endObject()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return fault == SensorFault.MALFORMED_JSON ? Arrays.copyOf(whole, whole.length * 2 / 3) : whole;
  }

  private static void writeTime(JsonWriter json, long millis, SensorTime time) {
    switch (time) {
      case NONE -> {}
      case ISO_8601 -> json.field("ts", ISO.format(Instant.ofEpochMilli(millis)));
      case EPOCH_MILLIS -> json.field("ts", (double) millis);
    }
  }
}
