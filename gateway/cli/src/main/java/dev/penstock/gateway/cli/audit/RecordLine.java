package dev.penstock.gateway.cli.audit;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A record in one line, for people or for scripts. */
final class RecordLine {

  private static final int MOST_BYTES = 1 << 22;
  private static final List<String> ENVELOPES =
      List.of(
          "select",
          "operate",
          "offer",
          "approval",
          "approvals",
          "message",
          "freshness",
          "note",
          "seen");
  private static final List<String> LONG =
      List.of("binding_sha256", "answers", "key_id", "offer_sha256", "sha256");

  private final RecordClock clock = new RecordClock();

  static Json body(AuditRecord record) {
    try {
      return Json.parse(record.body(), MOST_BYTES);
    } catch (IllegalArgumentException e) {
      byte[] raw = new JsonWriter().object().field("unreadable", record.text()).endObject().bytes();
      return Json.parse(raw, 2 * MOST_BYTES);
    }
  }

  String text(AuditRecord record) {
    Json body = body(record);
    return "%6d  %s  %-15s  %s"
        .formatted(record.index(), clock.of(record, body), record.type(), summary(body));
  }

  /** Its fields, without what only a machine would read. */
  static String summary(Json body) {
    List<String> parts = new ArrayList<>();
    for (String name : body.keys()) {
      boolean shown = !ENVELOPES.contains(name) && !name.endsWith("_document");
      String value = shown ? SignedText.field(body, name) : "";
      if (!value.isEmpty() && !value.equals("[]")) {
        parts.add(name + "=" + (LONG.contains(name) ? shortened(value) : value));
      }
    }
    SignedText.payload(body, "message").ifPresent(message -> parts.add(said(message)));
    SignedText.payload(body, "select").ifPresent(select -> parts.add(said(select)));
    SignedText.payload(body, "freshness").ifPresent(fresh -> parts.add(said(fresh)));
    if (body.has("note")) {
      List<String> lines = body.get("note").text().lines().limit(3).toList();
      parts.add(lines.stream().collect(Collectors.joining(" ")));
    }
    if (body.has("seen")) {
      parts.add("find out why, then: penstock trust resume");
    }
    return String.join("  ", parts);
  }

  /** Who says what, of a signed message. */
  private static String said(Json message) {
    List<String> parts = new ArrayList<>();
    for (String name :
        List.of("kind", "issuer", "cmd_id", "action", "point", "value", "unit", "reason")) {
      String value = SignedText.field(message, name);
      if (!value.isEmpty()) {
        parts.add(name.equals("kind") ? value : name + " " + value);
      }
    }
    return "[" + String.join(", ", parts) + "]";
  }

  private static String shortened(String hex) {
    return hex.length() > 12 ? hex.substring(0, 12) + "…" : hex;
  }

  String json(AuditRecord record) {
    Json body = body(record);
    JsonWriter out = new JsonWriter().object();
    out.field("index", record.index()).field("type", record.type().name());
    out.field("incarnation", record.incarnation()).field("mono", record.mono());
    if (record.trusted() != AuditRecord.NO_TIME) {
      out.field("trusted", record.trusted());
    }
    out.field("about", clock.of(record, body)).key("body");
    write(out, body.plain());
    return out.endObject().toString();
  }

  /** Values as they were: a log's numbers are strings of digits or small integers. */
  private static void write(JsonWriter out, Object value) {
    if (value instanceof Map<?, ?> members) {
      out.object();
      members.forEach((name, member) -> write(out.key(String.valueOf(name)), member));
      out.endObject();
    } else if (value instanceof List<?> elements) {
      out.array();
      elements.forEach(element -> write(out, element));
      out.endArray();
    } else if (value instanceof Boolean flag) {
      out.bool(flag);
    } else if (value instanceof Number number) {
      out.number(number.doubleValue());
    } else {
      out.text(value == null ? null : value.toString());
    }
  }
}
