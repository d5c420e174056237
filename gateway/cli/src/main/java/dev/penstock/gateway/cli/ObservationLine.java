package dev.penstock.gateway.cli;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Flag;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Observation;
import dev.penstock.contract.Observation.Times;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One observation as one line, for people or as JSON. */
public final class ObservationLine {

  private static final long NANOS = 1_000_000_000L;

  private final boolean json;

  public ObservationLine(boolean json) {
    this.json = json;
  }

  public String of(Observation o, Dictionary dictionary) {
    return json ? json(o, dictionary) : text(o, dictionary);
  }

  private static String text(Observation o, Dictionary dictionary) {
    String what = o.point().isEmpty() ? o.kind().name() : o.point();
    String flags = flags(o);
    return String.format(
        "%s  %-28s %-24s %s%s",
        time(o.times().event()),
        what,
        value(o.value()) + unit(o, dictionary),
        o.judgement().quality(),
        flags.isEmpty() ? "" : " " + flags);
  }

  private static String json(Observation o, Dictionary dictionary) {
    Times times = o.times();
    JsonWriter writer = new JsonWriter().object().field("id", String.valueOf(o.id()));
    writer.field("point", o.point()).field("kind", o.kind().name());
    writer.field("trigger", o.trigger().name()).field("value", value(o.value()));
    writer.field("unit", unit(o, dictionary).strip());
    writer.field("quality", o.judgement().quality().name()).field("flags", flags(o));
    writer.field("status", Integer.toHexString(o.judgement().status()));
    writer.field("event", time(times.event())).field("event_ns", times.event());
    writer.field("basis", times.basis().name()).field("time_uncertainty_ns", times.uncertainty());
    writer.field("source_ns", times.source()).field("server_ns", times.server());
    writer.field("received_ns", times.receivedWall());
    return writer.field("mono_ns", times.receivedMono()).endObject().toString();
  }

  private static String flags(Observation o) {
    return Flag.set(o.judgement().flags()).stream()
        .map(Flag::name)
        .collect(Collectors.joining(" "));
  }

  private static String unit(Observation o, Dictionary dictionary) {
    int index = dictionary.indexOf(o.point());
    return index == ObservationBatch.NO_POINT ? "" : " " + dictionary.at(index).unit();
  }

  /** Rows about the stream carry their JSON as bytes. */
  private static String value(@Nullable Value value) {
    if (value == null) {
      return "-";
    }
    return value.type() == ValueType.BYTES
        ? new String(value.bytes(), StandardCharsets.UTF_8)
        : value.toString();
  }

  private static String time(long nanos) {
    return nanos == ObservationBatch.ABSENT
        ? "-"
        : Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
            .toString();
  }
}
