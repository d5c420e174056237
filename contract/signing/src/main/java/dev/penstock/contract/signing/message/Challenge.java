package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;

/**
 * A gateway asks who is there now. A pulse and a freshness document answer it, and a resume.
 *
 * @param incarnation of the gateway's process
 * @param number counts the challenges of this incarnation
 */
public record Challenge(String gateway, String incarnation, long number, String nonce)
    implements Message {

  public Challenge {
    Names.id("gateway", gateway);
    Texts.hex("incarnation", incarnation, Ticket.RANDOM_BYTES);
    Texts.hex("nonce", nonce, Ticket.RANDOM_BYTES);
    Checks.require(number >= 0, "number must not be negative");
  }

  public static Challenge read(byte[] payload) throws MalformedException {
    return Payload.read(
        PayloadType.CHALLENGE,
        payload,
        in ->
            new Challenge(
                in.id("gateway"),
                in.hex("incarnation", Ticket.RANDOM_BYTES),
                in.int64("number"),
                in.hex("nonce", Ticket.RANDOM_BYTES)));
  }

  @Override
  public PayloadType type() {
    return PayloadType.CHALLENGE;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    out.field("gateway", gateway).field("incarnation", incarnation);
    return Payload.end(out.field("number", number).field("nonce", nonce));
  }
}
