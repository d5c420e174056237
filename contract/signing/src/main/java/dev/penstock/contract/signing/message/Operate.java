package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;

/**
 * Carries out what an offer showed, and nothing else: it has no value of its own that could differ.
 *
 * @param offerSha256 digest of the offer's payload
 */
public record Operate(Head head, String offerSha256) implements Message {

  public Operate {
    Texts.sha256("offer_sha256", offerSha256);
  }

  public static Operate read(byte[] payload) throws MalformedException {
    return Payload.read(
        PayloadType.OPERATE, payload, in -> new Operate(Head.from(in), in.sha256("offer_sha256")));
  }

  @Override
  public PayloadType type() {
    return PayloadType.OPERATE;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    return Payload.end(out.field("offer_sha256", offerSha256));
  }
}
