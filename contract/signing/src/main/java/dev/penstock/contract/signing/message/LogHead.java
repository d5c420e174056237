package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;

/**
 * An audit log at one length.
 *
 * @param origin names the log; a log that was rolled back goes on under another
 * @param size records
 * @param root Merkle root over them, in hex
 */
public record LogHead(String origin, long size, String root) {

  public LogHead {
    Texts.id("origin", origin);
    Checks.require(size >= 0, "size must not be negative");
    Texts.sha256("root", root);
  }

  /** From the object that {@link #write} fills. */
  public static LogHead from(Fields in) {
    return new LogHead(in.id("origin"), in.int64("size"), in.sha256("root"));
  }

  public void write(JsonWriter out) {
    out.field("origin", origin).field("size", size).field("root", root);
  }
}
