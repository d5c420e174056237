package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says of its own knowledge; it may only narrow what is allowed.
 *
 * @param tolerance how far a value that the offer showed may move before the OPERATE, in the
 *     value's own unit; null for any distance
 * @param syncError how far the sender's picture may be from the plant, in the target's unit; null
 *     if it does not say
 * @param decision the sender's name for the decision behind it, or empty
 */
public record Claims(@Nullable Decimal tolerance, @Nullable Decimal syncError, String decision) {

  public static final Claims NONE = new Claims(null, null, "");

  public Claims {
    Checks.require(tolerance == null || tolerance.signum() >= 0, "tolerance must not be negative");
    Checks.require(syncError == null || syncError.signum() >= 0, "sync_error must not be negative");
    Texts.idOrEmpty("decision", decision);
  }

  static Claims from(Fields in) {
    return new Claims(
        in.decimalOrNull("tolerance"),
        in.decimalOrNull("sync_error"),
        in.has("decision") ? in.id("decision") : "");
  }

  void write(JsonWriter out) {
    Payload.optional(out, "tolerance", tolerance);
    Payload.optional(out, "sync_error", syncError);
    Payload.optional(out, "decision", decision.isEmpty() ? null : decision);
  }
}
