package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.message.Execution.ConfirmedBy;
import java.time.Duration;

/**
 * How a write is proved.
 *
 * @param point that is read after the write's answer
 * @param proves what it proves when it agrees
 * @param within how soon it must agree
 * @param tolerance how far it may be off, in the point's unit; 0 for true and false
 * @param settle how long the point is left alone after a write without an answer
 */
public record ReadBack(
    String point, ConfirmedBy proves, Duration within, Decimal tolerance, Duration settle) {

  public ReadBack {
    Names.path(point);
    Rules.require(!Rules.span("within", within).isZero(), "within must be above 0");
    Rules.require(tolerance.signum() >= 0, "tolerance must not be negative");
    Rules.span("settle", settle);
  }

  static ReadBack from(Fields in) {
    return new ReadBack(
        in.id("point"),
        in.word("proves", ConfirmedBy.class),
        in.millis("within_ms"),
        in.decimal("tolerance"),
        in.millis("settle_ms"));
  }

  void write(JsonWriter out) {
    out.field("point", point).field("proves", proves.name());
    Payload.millis(out, "within_ms", within);
    out.field("tolerance", tolerance.toString());
    Payload.millis(out, "settle_ms", settle);
  }
}
