package dev.penstock.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.journal.EpochStart;
import java.util.List;

/**
 * What a segment begins with, so that it can be read alone. The dictionary follows in blocks of its
 * own.
 *
 * @param first the sequence its first row will have
 * @param clocks the clock entries in force
 */
record Definitions(EpochStart start, long first, List<ClockEntry> clocks) {

  private static final int MAX_BYTES = Block.MAX_LENGTH;

  byte[] body() {
    JsonWriter json = new JsonWriter().object();
    json.field("start", new String(start.body(), UTF_8)).field("first", first);
    json.key("clocks").array();
    clocks.forEach(entry -> json.text(new String(entry.body(), UTF_8)));
    return json.endArray().endObject().bytes();
  }

  static Definitions read(byte[] body) {
    Json json = Json.parse(body, MAX_BYTES);
    return new Definitions(
        EpochStart.read(json.get("start").text().getBytes(UTF_8)),
        json.get("first").int64(),
        json.get("clocks").list(entry -> ClockEntry.read(entry.text().getBytes(UTF_8))));
  }
}
