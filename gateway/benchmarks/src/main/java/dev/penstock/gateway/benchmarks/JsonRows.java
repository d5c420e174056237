package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.Flag;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as one would send them in JSON: short names, and nothing that is not set. */
final class JsonRows {

  private JsonRows() {}

  static byte[] encode(List<Rebatched.Row> rows, Traffic traffic) {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(line(row, traffic)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String line(Rebatched.Row at, Traffic traffic) {
    ObservationBatch batch = at.batch();
    int row = at.row();
    JsonWriter json = new JsonWriter().object().field("seq", at.sequence());
    if (batch.point(row) >= 0) {
      json.field("point", traffic.dictionary().at(batch.point(row)).point());
    }
    json.field("kind", batch.kind(row).name()).field("trigger", batch.trigger(row).name());
    value(json, batch.value(row));
    json.field("quality", batch.quality(row).name());
    if (batch.flags(row) != 0) {
      json.key("flags").array();
      Flag.set(batch.flags(row)).forEach(flag -> json.text(flag.name()));
      json.endArray();
    }
    if (batch.status(row) != 0) {
      json.field("status", Integer.toUnsignedString(batch.status(row), 16));
    }
    json.field("event", batch.event(row)).field("basis", batch.basis(row).name());
    time(json, "eventUnc", batch.timeUncertainty(row));
    time(json, "source", batch.source(row));
    time(json, "server", batch.server(row));
    json.field("received", batch.receivedWall()).field("mono", batch.receivedMono());
    time(json, "roundTrip", batch.roundTrip());
    if (batch.clock(row) != ObservationBatch.NO_CLOCK) {
      json.key("clock").int32(batch.clock(row));
    }
    if (!Double.isNaN(batch.uncertainty(row))) {
      json.field("unc", batch.uncertainty(row));
    }
    return json.endObject().toString();
  }

  private static void value(JsonWriter json, @org.jspecify.annotations.Nullable Value value) {
    if (value == null) {
      return;
    }
    switch (value.type()) {
      case DOUBLE -> json.field("value", value.asDouble());
      case STRING -> json.field("value", value.toString());
      default -> json.field("value", value.toString());
    }
  }

  private static void time(JsonWriter json, String name, long nanos) {
    if (nanos != ObservationBatch.ABSENT) {
      json.field(name, nanos);
    }
  }
}
