package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;

/**
 * Asks for a mode. Lowering takes effect at once; raising needs more than a signature.
 *
 * @param incarnation of the gateway's process; in any other it means nothing
 * @param reason for people
 */
public record ModeChange(Head head, Mode mode, String incarnation, String reason)
    implements Message {

  public ModeChange {
    Texts.hex("incarnation", incarnation, Ticket.RANDOM_BYTES);
    Texts.words("reason", reason);
  }

  public static ModeChange read(byte[] payload) throws MalformedException {
    return Payload.read(
        PayloadType.MODE,
        payload,
        in ->
            new ModeChange(
                Head.from(in),
                in.word("mode", Mode.class),
                in.hex("incarnation", Ticket.RANDOM_BYTES),
                in.words("reason")));
  }

  @Override
  public PayloadType type() {
    return PayloadType.MODE;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    out.field("mode", mode.name()).field("incarnation", incarnation);
    return Payload.end(out.field("reason", reason));
  }
}
