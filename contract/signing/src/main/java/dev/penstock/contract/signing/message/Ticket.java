package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import java.time.Duration;

/**
 * What makes an offer good for one use, in one run of the gateway's process.
 *
 * @param nonce 16 random bytes in hex
 * @param incarnation 16 random bytes in hex, new at each start of the process
 * @param ttl from the offer's making, on the gateway's monotonic clock
 */
public record Ticket(String nonce, String incarnation, Duration ttl) {

  static final int RANDOM_BYTES = 16;

  public Ticket {
    Texts.hex("nonce", nonce, RANDOM_BYTES);
    Texts.hex("incarnation", incarnation, RANDOM_BYTES);
    Checks.span("ttl", ttl);
  }

  static Ticket from(Fields in) {
    return new Ticket(
        in.hex("nonce", RANDOM_BYTES), in.hex("incarnation", RANDOM_BYTES), in.millis("ttl_ms"));
  }

  void write(JsonWriter out) {
    out.field("nonce", nonce).field("incarnation", incarnation);
    Payload.millis(out, "ttl_ms", ttl);
  }
}
