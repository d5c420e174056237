package dev.penstock.gateway.demo;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.SyncBound;
import dev.penstock.uplink.twin.TwinSummary;
import dev.penstock.uplink.twin.TwinSummary.EpochCover;
import dev.penstock.uplink.twin.TwinSummary.Gateway;
import dev.penstock.uplink.twin.TwinSummary.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a twin stands, for people or as JSON. */
record TwinState(TwinSummary twin) {

  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;
  private static final double NONE = Double.NaN;

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s; %d rows, %d holes, %d repeats"
            .formatted(twin.connected(), twin.rows(), twin.holes(), twin.repeats()));
    twin.gateways().forEach(gateway -> gateway(gateway, lines));
    twin.losses().forEach((cause, count) -> lines.add("  lost " + count + ": " + cause));
    twin.alarms().forEach(alarm -> lines.add("  ALARM " + alarm));
    twin.refusedFrames().forEach((why, count) -> lines.add("  refused " + count + ": " + why));
    return lines;
  }

  private void gateway(Gateway gateway, List<String> lines) {
    lines.add(
        "  %s by %s: %s; %s"
            .formatted(gateway.gateway(), gateway.uplink(), link(gateway), clock(gateway)));
    for (EpochCover epoch : twin.epochs()) {
      if (epoch.gateway().equals(gateway.gateway()) && epoch.uplink().equals(gateway.uplink())) {
        lines.add(epoch(epoch));
      }
    }
  }

  private static String epoch(EpochCover epoch) {
    return "    epoch %s (%s): %d of %d, %d of them lost%s"
        .formatted(
            epoch.start().epoch(),
            epoch.start().reason(),
            epoch.covered(),
            epoch.last(),
            epoch.lost(),
            epoch.holes().isEmpty() ? "" : ", holes " + epoch.holes());
  }

  private static String link(Gateway gateway) {
    if (gateway.heardAgo() < 0) {
      return "not heard yet";
    }
    String ago = String.format(Locale.ROOT, "%.1f s ago", gateway.heardAgo() / SECOND);
    return gateway.link() == Link.GONE
        ? "its connection has ended, last heard " + ago
        : String.format(Locale.ROOT, "heard %s, %.0f ms behind", ago, gateway.behind() / MILLI);
  }

  private static String clock(Gateway gateway) {
    ClockEntry clock = gateway.clocks().get(ClockEntry.GATEWAY);
    if (clock == null) {
      return "clock not stated";
    }
    return "clock "
        + clock.state()
        + (clock.isBounded()
            ? String.format(Locale.ROOT, " within %.1f ms", clock.errorBound() / MILLI)
            : ", error not bounded");
  }

  /** A line for each point: its value, and how far the plant can be from it. */
  List<String> points() {
    List<String> lines = new ArrayList<>();
    for (Gateway gateway : twin.gateways()) {
      gateway
          .points()
          .forEach(
              (name, point) ->
                  lines.add(
                      "    %s = %s %s"
                          .formatted(name, point.value().value(), words(point.bound()))));
    }
    return lines;
  }

  /** Plus or minus how much, or why nothing is promised. */
  static String words(SyncBound bound) {
    return bound.isBounded()
        ? String.format(Locale.ROOT, "± %.3g", bound.bound())
        : "± ? (" + bound.why().words() + ")";
  }

  String json() {
    JsonWriter json = new JsonWriter().object().field("connected", twin.connected());
    json.field("rows", twin.rows()).field("holes", twin.holes()).field("repeats", twin.repeats());
    json.key("gateways").array();
    twin.gateways().forEach(gateway -> gateway(json, gateway));
    json.endArray().key("epochs").array();
    twin.epochs().forEach(epoch -> epoch(json, epoch));
    json.endArray().key("losses").object();
    twin.losses().forEach(json::field);
    json.endObject().key("alarms").array();
    twin.alarms().forEach(alarm -> json.text(alarm.toString()));
    json.endArray().key("refused_frames").object();
    twin.refusedFrames().forEach(json::field);
    return json.endObject().endObject().toString();
  }

  private static void gateway(JsonWriter json, Gateway gateway) {
    json.object().field("gateway", gateway.gateway()).field("uplink", gateway.uplink());
    json.field("link", gateway.link().name()).field("heard_ago_ns", gateway.heardAgo());
    json.field("behind_ns", gateway.behind()).key("clocks").object();
    gateway
        .clocks()
        .forEach(
            (clock, entry) -> {
              json.key(clock).object().field("state", entry.state().name());
              json.field("error_bound_ns", entry.errorBound());
              json.field("offset_ns", entry.offset()).endObject();
            });
    json.endObject().key("sync_bound").object();
    gateway
        .points()
        .forEach(
            (name, point) -> {
              SyncBound bound = point.bound();
              json.key(name).object().field("bound", bound.isBounded() ? bound.bound() : NONE);
              json.field("why", bound.why().name()).endObject();
            });
    json.endObject().endObject();
  }

  private static void epoch(JsonWriter json, EpochCover epoch) {
    json.object().field("gateway", epoch.gateway()).field("uplink", epoch.uplink());
    json.field("epoch", epoch.start().epoch().toString()).field("last", epoch.last());
    json.field("reason", epoch.start().reason().name());
    json.field("covered", epoch.covered()).field("lost", epoch.lost());
    json.field("stored", epoch.stored()).key("holes").array();
    epoch
        .holes()
        .forEach(
            hole -> json.object().field("from", hole.from()).field("to", hole.to()).endObject());
    json.endArray().endObject();
  }
}
