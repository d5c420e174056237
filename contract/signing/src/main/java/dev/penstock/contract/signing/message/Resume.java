package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;

/**
 * Lets a gateway go on whose audit log lacks what a twin has cosigned: the site knows, and the log
 * begins again under another origin.
 *
 * @param aud the gateway
 * @param lost the cosigned log that is no longer there
 * @param nextOrigin of the log that follows
 * @param nonce of the gateway's latest challenge, so that it opens one origin once
 * @param reason for people
 */
public record Resume(String aud, LogHead lost, String nextOrigin, String nonce, String reason)
    implements Message {

  public Resume {
    Names.id("aud", aud);
    Texts.id("next_origin", nextOrigin);
    Texts.hex("nonce", nonce, Ticket.RANDOM_BYTES);
    Texts.words("reason", reason);
    Checks.require(!nextOrigin.equals(lost.origin()), "next_origin must be another");
  }

  public static Resume read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.RESUME, payload, Resume::from);
  }

  private static Resume from(Fields in) {
    return new Resume(
        in.id("aud"),
        in.object("lost", LogHead::from),
        in.id("next_origin"),
        in.hex("nonce", Ticket.RANDOM_BYTES),
        in.words("reason"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.RESUME;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type()).field("aud", aud);
    Payload.object(out, "lost", lost, LogHead::write);
    out.field("next_origin", nextOrigin).field("nonce", nonce);
    return Payload.end(out.field("reason", reason));
  }
}
