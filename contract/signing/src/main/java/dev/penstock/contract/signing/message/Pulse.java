package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;

/**
 * The twin is there and means it: the answer to a gateway's latest {@link Challenge}.
 *
 * @param aud the gateway
 * @param nonce of the challenge
 */
public record Pulse(String aud, String issuer, String nonce) implements Message {

  public Pulse {
    Names.id("aud", aud);
    Texts.id("issuer", issuer);
    Texts.hex("nonce", nonce, Ticket.RANDOM_BYTES);
  }

  public static Pulse read(byte[] payload) throws MalformedException {
    return Payload.read(
        PayloadType.PULSE,
        payload,
        in -> new Pulse(in.id("aud"), in.id("issuer"), in.hex("nonce", Ticket.RANDOM_BYTES)));
  }

  @Override
  public PayloadType type() {
    return PayloadType.PULSE;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    return Payload.end(out.field("aud", aud).field("issuer", issuer).field("nonce", nonce));
  }
}
