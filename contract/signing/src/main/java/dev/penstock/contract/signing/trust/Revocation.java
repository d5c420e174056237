package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import java.util.List;

/**
 * Takes keys away for ever. It has neither version nor expiry: every one that was ever seen counts,
 * in whatever order and by whatever hand they come.
 *
 * @param id names it in the log
 * @param keys key ids
 * @param reason for people
 */
public record Revocation(String site, String id, List<String> keys, String reason)
    implements Message {

  private static final int MAX_KEYS = 1_000;

  public Revocation {
    Texts.id("site", site);
    Texts.id("id", id);
    keys = Texts.distinct("keys", keys, MAX_KEYS);
    keys.forEach(key -> Texts.sha256("keys", key));
    Rules.require(!keys.isEmpty(), "a revocation names a key");
    Texts.words("reason", reason);
  }

  public static Revocation read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.REVOCATION, payload, Revocation::from);
  }

  private static Revocation from(Fields in) {
    return new Revocation(
        in.id("site"), in.id("id"), in.sha256s("keys", MAX_KEYS), in.words("reason"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.REVOCATION;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type()).field("site", site).field("id", id);
    Payload.strings(out, "keys", keys);
    return Payload.end(out.field("reason", reason));
  }
}
