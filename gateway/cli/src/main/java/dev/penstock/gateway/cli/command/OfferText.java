package dev.penstock.gateway.cli.command;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Check;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.EffectiveLimits;
import dev.penstock.contract.signing.message.LiveValue;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Snapshot;
import dev.penstock.contract.signing.message.Truth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an offer shows, for the person who is about to sign it. */
record OfferText(Offer offer) {

  /** Everything that is signed, a line each. */
  List<String> lines() {
    Demand demand = offer.asked().demand();
    Snapshot snapshot = offer.snapshot();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s offers, for %s, in mode %s, under policy %d:"
            .formatted(
                offer.reply().gateway(),
                span(offer.ticket().ttl()),
                offer.basis().mode().name().toLowerCase(Locale.ROOT),
                offer.basis().policyVersion()));
    lines.add(
        "  %s = %s, held for %s, priority %d"
            .formatted(
                demand.point(),
                withUnit(demand.value().toString(), demand.unit()),
                span(demand.lease()),
                demand.priority()));
    if (!offer.asked().reason().isEmpty()) {
      lines.add("  reason: " + offer.asked().reason());
    }
    lines.add("  limits: " + limits(snapshot.limits(), demand.unit()));
    snapshot.values().forEach(value -> lines.add("  " + value(value)));
    snapshot.interlocks().forEach(check -> lines.add("  " + check("interlock", check)));
    snapshot.gates().stream()
        .filter(check -> check.result() != Truth.TRUE)
        .forEach(check -> lines.add("  " + check("check", check)));
    long passed = snapshot.gates().stream().filter(c -> c.result() == Truth.TRUE).count();
    lines.add("  ✓ " + passed + " further checks");
    if (!snapshot.forecast().isEmpty()) {
      lines.add("  forecast: " + snapshot.forecast());
    }
    if (snapshot.approvals() > 0) {
      lines.add("  needs the approval of " + snapshot.approvals() + " other person(s)");
    }
    return lines;
  }

  /** Every reason for which it would be refused as things stand. */
  List<Check> objections() {
    return Stream.concat(offer.snapshot().interlocks().stream(), offer.snapshot().gates().stream())
        .filter(check -> check.result() != Truth.TRUE)
        .toList();
  }

  /** A line for each of them. */
  List<String> refusals() {
    return objections().stream()
        .map(check -> "would be refused because " + check.code() + ": " + check.words())
        .toList();
  }

  void write(JsonWriter json) {
    Demand demand = offer.asked().demand();
    json.field("point", demand.point()).field("value", demand.value().toString());
    json.field("unit", demand.unit()).field("lease_ms", demand.lease().toMillis());
    json.field("would_be_refused", offer.snapshot().isRefused());
    json.field("approvals", offer.snapshot().approvals()).key("because").array();
    for (Check check : objections()) {
      json.object().field("name", check.name()).field("result", check.result().name());
      json.field("code", check.code()).field("words", check.words()).endObject();
    }
    json.endArray().key("values").array();
    for (LiveValue value : offer.snapshot().values()) {
      json.object().field("point", value.point()).field("value", value.value());
      json.field("unit", value.unit()).field("quality", value.quality().name());
      json.field("age_ms", value.age().toMillis()).endObject();
    }
    json.endArray();
  }

  private static String value(LiveValue value) {
    String shown =
        value.value().isEmpty() ? "no value" : withUnit(brief(value.value()), value.unit());
    return "%-28s %-16s %s, %s old"
        .formatted(value.point(), shown, value.quality(), span(value.age()));
  }

  /** The whole number is in the JSON, and in what is signed. */
  private static String brief(String number) {
    return number.matches("-?[0-9]+\\.[0-9]{5,}")
        ? new BigDecimal(number).setScale(4, RoundingMode.HALF_EVEN).toPlainString()
        : number;
  }

  private static String check(String what, Check check) {
    String mark = check.result() == Truth.TRUE ? "✓" : "✗";
    String why = check.result() == Truth.TRUE ? "" : " [" + check.code() + "] " + check.words();
    return mark + " " + what + " " + check.name() + why;
  }

  private static String limits(EffectiveLimits limits, String unit) {
    List<String> parts = new ArrayList<>();
    if (limits.min() != null || limits.max() != null) {
      parts.add(bound(limits.min()) + " to " + withUnit(bound(limits.max()), unit));
    }
    if (limits.maxStep() != null) {
      parts.add("a step of at most " + withUnit(limits.maxStep().toString(), unit));
    }
    parts.add("held for at most " + span(limits.leaseMax()));
    return String.join(", ", parts);
  }

  private static String bound(@Nullable Decimal bound) {
    return bound == null ? "any" : bound.toString();
  }

  private static String withUnit(String value, String unit) {
    return unit.equals("1") ? value : value + " " + unit;
  }

  /** Seconds are enough for a person, and tenths below ten. */
  static String span(Duration span) {
    long millis = span.toMillis();
    if (millis < 10_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
    return millis < 600_000 ? millis / 1_000 + " s" : span.toMinutes() + " min";
  }
}
