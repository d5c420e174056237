package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;

/**
 * The gateway's answer to a select. Its digest is what an OPERATE and each approval sign.
 *
 * @param basis the rules it was made under
 */
public record Offer(Reply reply, Asked asked, Ticket ticket, Basis basis, Snapshot snapshot)
    implements Message {

  /**
   * The rules in force.
   *
   * @param mode of the gateway; below SUPERVISED nothing will be written
   * @param policyVersion of the policy in force
   */
  public record Basis(Mode mode, long policyVersion) {}

  public static Offer read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.OFFER, payload, Offer::from);
  }

  private static Offer from(Fields in) {
    return new Offer(
        Reply.from(in),
        Asked.from(in),
        Ticket.from(in),
        new Basis(in.word("mode", Mode.class), in.int64("policy_version")),
        Snapshot.from(in));
  }

  @Override
  public PayloadType type() {
    return PayloadType.OFFER;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    reply.write(out);
    asked.write(out);
    ticket.write(out);
    out.field("mode", basis.mode().name()).field("policy_version", basis.policyVersion());
    snapshot.write(out);
    return Payload.end(out);
  }
}
