package dev.penstock.contract.journal;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.ObservationBatch;
import java.util.List;

/**
 * What is missing: the body of a LOSS row. Times in ns and sequences, {@link
 * ObservationBatch#ABSENT} or 0 where not known.
 *
 * @param id given once by the ledger: {@code <epoch>/<row number>}
 * @param device empty when it concerns the whole gateway
 * @param dataClass empty when it concerns all classes
 * @param count {@link #UNKNOWN_COUNT} when nobody can know
 * @param eventFrom earliest event time of what is missing
 * @param sequenceFrom first missing sequence, for what had been journaled; else 0
 * @param undeliveredTo the uplinks that had not had it
 */
public record Loss(
    String id,
    LossCause cause,
    String device,
    String dataClass,
    long count,
    long eventFrom,
    long eventTo,
    String epoch,
    long sequenceFrom,
    long sequenceTo,
    List<String> undeliveredTo) {

  public static final long UNKNOWN_COUNT = -1;

  public Loss {
    undeliveredTo = List.copyOf(undeliveredTo);
  }

  public byte[] body() {
    JsonWriter json = new JsonWriter().object().field("id", id).field("cause", cause.name());
    json.field("device", device).field("class", dataClass).field("count", count);
    json.field("event_from_ns", eventFrom).field("event_to_ns", eventTo).field("epoch", epoch);
    json.field("sequence_from", sequenceFrom).field("sequence_to", sequenceTo);
    json.key("undelivered_to").array();
    undeliveredTo.forEach(json::text);
    return json.endArray().endObject().bytes();
  }

  public static Loss read(byte[] body) {
    Json json = Json.parse(body, 1 << 16);
    return new Loss(
        json.get("id").text(),
        LossCause.valueOf(json.get("cause").text()),
        json.get("device").text(),
        json.get("class").text(),
        json.get("count").int64(),
        json.get("event_from_ns").int64(),
        json.get("event_to_ns").int64(),
        json.get("epoch").text(),
        json.get("sequence_from").int64(),
        json.get("sequence_to").int64(),
        json.get("undelivered_to").list(Json::text));
  }
}
