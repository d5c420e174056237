package dev.penstock.gateway.cli;

import dev.penstock.contract.Json;
import java.io.PrintWriter;

/** An uplink's status as text: one line, and one for each thing that happened besides. */
public final class UplinkText {

  private final Json uplink;
  private final long takenAt;

  /**
   * One of the status's uplinks.
   *
   * @param takenAt when the status was taken, ms
   */
  public UplinkText(Json uplink, long takenAt) {
    this.uplink = uplink;
    this.takenAt = takenAt;
  }

  /** Prints it as a part of the whole status. */
  public void print(PrintWriter out) {
    out.printf(
        "  uplink   %-16s %s, %d pending%n",
        uplink.get("id").text(""), condition(), uplink.get("pending").int64());
    notes(out, "           ");
  }

  /** Prints everything that is known of it. */
  public void printAll(PrintWriter out) {
    out.printf("%s: %s%n", uplink.get("id").text(""), condition());
    out.printf("  pending    %d rows that the twin has not confirmed%n", whole("pending"));
    out.printf("  confirmed  %d rows, %s%n", whole("covered"), lastAck());
    out.printf("  sent       %d rows, repeats counted%n", whole("sent"));
    out.printf("  refused    %d rows, by the twin, for good%n", whole("rejected"));
    notes(out, "  ");
  }

  private void notes(PrintWriter out, String indent) {
    uplink
        .get("notes")
        .list(note -> note)
        .forEach(
            note ->
                out.printf(
                    "%s%d times: %s%n",
                    indent, note.get("count").int64(), note.get("what").text("")));
  }

  /** Whether it delivers, and nothing is wrong. */
  public boolean isWell() {
    return uplink.get("health").text("").equals("ok");
  }

  private String condition() {
    String reason = uplink.get("reason").text("");
    return uplink.get("state").text("") + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  private long whole(String key) {
    return uplink.get(key).int64();
  }

  private String lastAck() {
    Json at = uplink.get("last_ack_ms");
    return at.isNull()
        ? "never since it started"
        : "last %.1f s ago".formatted((takenAt - at.int64()) / 1000.0);
  }
}
