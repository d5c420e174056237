package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;

/**
 * Where the evidence is: the record of the audit log, in the run of the process that wrote it.
 *
 * @param incarnation 16 random bytes in hex
 * @param index of the record, from 0
 */
public record LogPlace(String incarnation, long index) {

  public LogPlace {
    Texts.hex("incarnation", incarnation, Ticket.RANDOM_BYTES);
    Checks.require(index >= 0, "index must not be negative");
  }

  static LogPlace from(Fields in) {
    return new LogPlace(in.hex("incarnation", Ticket.RANDOM_BYTES), in.int64("index"));
  }

  void write(JsonWriter out) {
    out.field("incarnation", incarnation).field("index", index);
  }
}
