package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;

/**
 * Asks what a write would meet; writes nothing. Answered by an {@link Offer}.
 *
 * @param reason for people, at most 1,000 characters
 */
public record Select(Head head, Demand demand, Origin origin, String reason, Claims claims)
    implements Message {

  public Select {
    Texts.words("reason", reason);
  }

  public static Select read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.SELECT, payload, Select::from);
  }

  private static Select from(Fields in) {
    return new Select(
        Head.from(in),
        Demand.from(in),
        in.word("origin", Origin.class),
        in.words("reason"),
        Claims.from(in));
  }

  @Override
  public PayloadType type() {
    return PayloadType.SELECT;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    demand.write(out);
    out.field("origin", origin.name()).field("reason", reason);
    claims.write(out);
    return Payload.end(out);
  }
}
