package dev.penstock.deviceprofiles.export;

import dev.penstock.contract.JsonWriter;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Limits;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.vocabulary.PointType;
import dev.penstock.deviceprofiles.vocabulary.Valid;
import dev.penstock.deviceprofiles.yaml.Quantities;

/**
 * A profile as a W3C WoT Thing Model 1.1: points are properties, commands are actions. What WoT has
 * no words for keeps ours, under a prefix.
 */
public final class ThingModel {

  private final Profile profile;
  private final JsonWriter json = new JsonWriter();

  private ThingModel(Profile profile) {
    this.profile = profile;
  }

  public static String json(Profile profile) {
    return new ThingModel(profile).write();
  }

  private String write() {
    json.object().key("@context").array().text("https://www.w3.org/2022/wot/td/v1.1").object();
    json.field("penstock", "https://w3id.org/penstock/wot#").endObject().endArray();
    json.field("@type", "tm:ThingModel");
    json.field("id", "urn:penstock:profile:" + profile.profile().replace('/', ':'));
    json.field("title", profile.title()).key("version").object();
    json.field("model", profile.version()).endObject();
    json.field("penstock:assetType", profile.assetType()).field("penstock:hash", profile.hash());
    json.key("properties").object();
    profile.points().forEach(this::property);
    json.endObject().key("actions").object();
    profile.commands().forEach(this::action);
    return json.endObject().endObject().toString();
  }

  private void property(String name, Point point) {
    json.key(name).object();
    if (point.concept() != null) {
      json.field("@type", point.concept());
    }
    if (!point.title().isEmpty()) {
      json.field("title", point.title());
    }
    type(point.type());
    if (point.type().isNumeric()) {
      json.field("unit", point.unitOrOne());
      range(point.valid());
    }
    json.field("readOnly", true).field("observable", true);
    if (point.time().samplingInterval() != null) {
      String interval = Quantities.text(point.time().samplingInterval());
      json.field("penstock:samplingInterval", interval);
    }
    json.field("penstock:staleAfter", Quantities.text(profile.staleAfter(point)));
    json.field("penstock:dataClass", profile.dataClass(point));
    if (!Double.isNaN(point.uncertainty())) {
      json.field("penstock:uncertainty", point.uncertainty());
    }
    json.endObject();
  }

  /** The point's type as JSON Schema. */
  private void type(PointType type) {
    switch (type) {
      case DOUBLE -> json.field("type", "number");
      case INT64 -> json.field("type", "integer");
      case BOOL -> json.field("type", "boolean");
      case STRING -> json.field("type", "string");
      case BYTES -> json.field("type", "string").field("contentEncoding", "base16");
      case DOUBLES ->
          json.field("type", "array").key("items").object().field("type", "number").endObject();
    }
  }

  private void range(Valid valid) {
    if (!Double.isNaN(valid.min())) {
      json.field("minimum", valid.min());
    }
    if (!Double.isNaN(valid.max())) {
      json.field("maximum", valid.max());
    }
  }

  private void action(String name, Command command) {
    Point target = profile.allPoints().get(profile.targetOf(name));
    json.key(name).object();
    if (!command.title().isEmpty()) {
      json.field("title", command.title());
    }
    json.field("safe", false).field("idempotent", true).key("input").object();
    type(target.type());
    Limits limits = command.limits();
    if (limits != null) {
      json.field("unit", target.unitOrOne());
      json.field("minimum", limits.min()).field("maximum", limits.max());
    }
    json.endObject().field("penstock:readback", command.readback());
    json.field("penstock:authority", "a signed policy decides").endObject();
  }
}
