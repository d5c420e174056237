package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import java.util.List;

/**
 * A gateway states its audit log, and proves that it only grew since a length that the twin knows.
 *
 * @param signature the gateway's signature line over the note of this head, as in a signed note
 * @param since the length from which the proof leads; 0 with an empty proof
 * @param proof hashes in hex, in the order of RFC 9162
 */
public record Checkpoint(
    String gateway, LogHead head, String signature, long since, List<String> proof)
    implements Message {

  private static final int MAX_PROOF = 128;

  public Checkpoint {
    Names.id("gateway", gateway);
    Texts.words("signature", signature);
    Checks.require(since >= 0 && since <= head.size(), "since must be 0 to size");
    Checks.require(proof.size() <= MAX_PROOF, "proof must not exceed " + MAX_PROOF + " hashes");
    proof = List.copyOf(proof);
    proof.forEach(hash -> Texts.sha256("proof", hash));
  }

  public static Checkpoint read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.CHECKPOINT, payload, Checkpoint::from);
  }

  private static Checkpoint from(Fields in) {
    return new Checkpoint(
        in.id("gateway"),
        LogHead.from(in),
        in.words("signature"),
        in.int64("since"),
        in.sha256s("proof", MAX_PROOF));
  }

  @Override
  public PayloadType type() {
    return PayloadType.CHECKPOINT;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type()).field("gateway", gateway);
    head.write(out);
    out.field("signature", signature).field("since", since);
    Payload.strings(out, "proof", proof);
    return Payload.end(out);
  }
}
