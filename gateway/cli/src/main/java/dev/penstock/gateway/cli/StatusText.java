package dev.penstock.gateway.cli;

import dev.penstock.contract.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;

/** The console's status as text. */
final class StatusText {

  private final Json status;
  private final long takenAt;

  StatusText(Json status) {
    this.status = status;
    this.takenAt = status.get("taken_at_ms").int64();
  }

  void print(PrintWriter out) {
    Json gateway = status.get("gateway");
    out.printf(
        "gateway %s %s, %s%n", text(gateway, "id"), text(gateway, "version"), condition(gateway));
    out.printf(
        "  epoch    %s, since %s%n", text(gateway, "epoch"), age(gateway.get("started_at_ms")));
    out.printf("  clock    %s%n", text(gateway, "clock"));
    each("devices", d -> out.printf("  device   %-16s %s%n", text(d, "id"), condition(d)));
    Json journal = status.get("journal");
    out.printf(
        "  journal  %s, %s rows, %s not delivered yet, %s bytes%n",
        condition(journal),
        whole(journal, "rows"),
        whole(journal, "depth"),
        whole(journal, "bytes"));
    each("uplinks", u -> new UplinkText(u, takenAt).print(out));
    each(
        "losses",
        l ->
            out.printf(
                "  lost     %-16s %s %s %s%n",
                text(l, "device"),
                text(l, "class"),
                text(l, "cause"),
                l.get("count").isNull() ? "unknown count" : whole(l, "count")));
    out.printf("  commands %s%n", condition(status.get("commands")));
    status.get("commands").get("leases").list(lease -> lease).forEach(lease -> print(lease, out));
    status
        .get("commands")
        .get("recent")
        .list(c -> c)
        .forEach(
            c ->
                out.printf(
                    "           %s %s: %s%n", text(c, "point"), text(c, "asked"), condition(c)));
  }

  private void print(Json lease, PrintWriter out) {
    Duration left = Duration.ofMillis(Math.max(0, lease.get("until_ms").int64() - takenAt));
    out.printf(
        "  held     %s = %s by %s, %d s left, lease %s%n",
        text(lease, "point"),
        text(lease, "value"),
        text(lease, "holder"),
        left.toSeconds(),
        text(lease, "id"));
  }

  private void each(String list, Consumer<Json> line) {
    status.get(list).list(element -> element).forEach(line);
  }

  private static String condition(Json node) {
    String reason = text(node, "reason");
    return text(node, "state") + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  private static String text(Json node, String key) {
    return node.get(key).text("");
  }

  private static String whole(Json node, String key) {
    return Long.toString(node.get(key).int64());
  }

  private String age(Json millis) {
    Duration age = Duration.ofMillis(takenAt - millis.int64());
    return "%d h %d min %d s".formatted(age.toHours(), age.toMinutesPart(), age.toSecondsPart());
  }
}
