package dev.penstock.contract.wire;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Flag;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.Value;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.FrameHeader.Lost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The debug form of a frame: a JSON line for the header, then one for each row, as {@code
 * penstock/wire/v1/frame.schema.json} says. For people and for comparing decoders; nothing reads it
 * back.
 */
public final class FrameJson {

  private FrameJson() {}

  /**
   * All lines of a frame.
   *
   * @param dictionary what the header names, to print names instead of indexes; null if not at hand
   */
  public static List<String> lines(Frame frame, @Nullable Dictionary dictionary) {
    List<String> lines = new ArrayList<>();
    lines.add(header(frame));
    Dictionary told = frame.dictionary();
    if (told != null) {
      told.points().forEach(p -> lines.add(point(p)));
    }
    ObservationBatch one = new ObservationBatch();
    for (int row = 0; row < frame.rows().size(); row++) {
      frame.rows().load(row, one);
      lines.add(row(one, dictionary));
    }
    return lines;
  }

  private static String point(PointDescriptor point) {
    JsonWriter json = new JsonWriter();
    point.write(json);
    return json.toString();
  }

  private static String header(Frame frame) {
    FrameHeader header = frame.header();
    JsonWriter json = new JsonWriter().object();
    json.field("frame", frame.kind().name()).field("gateway", header.gateway());
    json.field("uplink", header.origin().uplink()).field("lane", header.lane().name());
    json.key("start");
    start(json, header.start());
    Range cover = header.cover();
    json.key("cover");
    if (cover == null) {
      json.text(null);
    } else {
      json.object().field("from", cover.from()).field("to", cover.to()).endObject();
    }
    json.key("lost").array();
    for (Lost lost : header.lost()) {
      json.object().field("from", lost.from()).field("to", lost.to());
      json.field("loss_id", lost.lossId()).endObject();
    }
    json.endArray().field("filter", header.origin().filter());
    json.field("dictionary", header.dictionary()).key("clocks").array();
    header.clocks().forEach(clock -> clock(json, clock));
    json.endArray().field("created_wall_ns", header.created().wall());
    json.field("created_mono_ns", header.created().mono());
    json.field("created_boot", header.created().boot()).key("rows").int32(header.rows());
    json.key("spans").array();
    header.spans().forEach(span -> span(json, span));
    return json.endArray().field("signed_by", frame.keyId()).endObject().toString();
  }

  private static void start(JsonWriter json, EpochStart start) {
    Epoch previous = start.previous();
    json.object().field("epoch", start.epoch().toString());
    json.field("previous", previous == null ? null : previous.toString());
    json.field("previous_last", start.previousLast()).field("reason", start.reason().name());
    json.field("boot", start.boot()).endObject();
  }

  private static void span(JsonWriter json, EpochSpan span) {
    json.object().key("start");
    start(json, span.start());
    json.field("first", span.first()).field("last", span.last()).endObject();
  }

  private static void clock(JsonWriter json, ClockEntry clock) {
    json.object().key("id").int32(clock.id());
    json.field("topic", clock.topic().name()).field("clock", clock.clock());
    json.field("boot", clock.boot()).field("state", clock.state().name());
    time(json, "error_bound_ns", clock.errorBound());
    json.field("offset_ns", clock.offset()).field("wall_ns", clock.wall());
    json.field("mono_ns", clock.mono()).endObject();
  }

  private static String row(ObservationBatch one, @Nullable Dictionary dictionary) {
    Epoch epoch = one.epoch();
    JsonWriter json = new JsonWriter().object();
    json.field("epoch", epoch == null ? null : epoch.toString());
    json.field("sequence", one.sequence(0)).key("point_index").int32(one.point(0));
    boolean named = dictionary != null && one.point(0) >= 0 && one.point(0) < dictionary.size();
    json.field("point", named ? dictionary.at(one.point(0)).point() : null);
    json.field("kind", one.kind(0).name()).field("trigger", one.trigger(0).name());
    json.field("type", one.type(0).word());
    Value value = one.value(0);
    json.field("value", value == null ? null : value.toString());
    json.field("quality", one.quality(0).name()).key("flags").array();
    Flag.set(one.flags(0)).forEach(flag -> json.text(flag.name()));
    json.endArray().field("status", String.format("%08x", one.status(0)));
    time(json, "event_ns", one.event(0));
    json.field("basis", one.basis(0).name());
    time(json, "time_uncertainty_ns", one.timeUncertainty(0));
    time(json, "source_ns", one.source(0));
    time(json, "server_ns", one.server(0));
    time(json, "received_wall_ns", one.receivedWall());
    time(json, "received_mono_ns", one.receivedMono());
    time(json, "round_trip_ns", one.roundTrip());
    json.key("clock").int32(one.clock(0));
    json.field("uncertainty", one.uncertainty(0)).key("lineage").int32(one.lineage(0));
    return json.key("revision").int32(one.revision(0)).endObject().toString();
  }

  private static void time(JsonWriter json, String name, long nanos) {
    if (nanos == ObservationBatch.ABSENT) {
      json.field(name, (String) null);
    } else {
      json.field(name, nanos);
    }
  }
}
