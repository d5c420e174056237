package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import dev.penstock.uplink.twin.TwinSummary;
import dev.penstock.uplink.twin.TwinSummary.EpochCover;
import java.util.ArrayList;
import java.util.List;

/** Where a twin stands, for people or as JSON. */
record TwinState(TwinSummary twin) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s; %d rows, %d holes, %d repeats"
            .formatted(twin.connected(), twin.rows(), twin.holes(), twin.repeats()));
    for (EpochCover epoch : twin.epochs()) {
      lines.add(
          "  %s %s: %d of %d, %d of them lost%s"
              .formatted(
                  epoch.gateway(),
                  epoch.start().epoch(),
                  epoch.covered(),
                  epoch.last(),
                  epoch.lost(),
                  epoch.holes().isEmpty() ? "" : ", holes " + epoch.holes()));
    }
    twin.alarms().forEach(alarm -> lines.add("  ALARM " + alarm));
    twin.refusedFrames().forEach((why, count) -> lines.add("  refused " + count + ": " + why));
    return lines;
  }

  String json() {
    JsonWriter json = new JsonWriter().object().field("connected", twin.connected());
    json.field("rows", twin.rows()).field("holes", twin.holes()).field("repeats", twin.repeats());
    json.key("epochs").array();
    for (EpochCover epoch : twin.epochs()) {
      json.object().field("gateway", epoch.gateway()).field("uplink", epoch.uplink());
      json.field("epoch", epoch.start().epoch().toString()).field("last", epoch.last());
      json.field("covered", epoch.covered()).field("lost", epoch.lost());
      json.field("stored", epoch.stored()).endObject();
    }
    json.endArray().key("alarms").array();
    twin.alarms().forEach(alarm -> json.text(alarm.toString()));
    json.endArray().key("refused_frames").object();
    twin.refusedFrames().forEach(json::field);
    return json.endObject().endObject().toString();
  }
}
