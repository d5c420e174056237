package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;

/**
 * Says that a second person wants what an offer showed; signs the same digest as the OPERATE.
 *
 * @param offerSha256 digest of the offer's payload
 */
public record Approval(Head head, String offerSha256) implements Message {

  public Approval {
    Texts.sha256("offer_sha256", offerSha256);
  }

  public static Approval read(byte[] payload) throws MalformedException {
    return Payload.read(
        PayloadType.APPROVAL,
        payload,
        in -> new Approval(Head.from(in), in.sha256("offer_sha256")));
  }

  @Override
  public PayloadType type() {
    return PayloadType.APPROVAL;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    return Payload.end(out.field("offer_sha256", offerSha256));
  }
}
