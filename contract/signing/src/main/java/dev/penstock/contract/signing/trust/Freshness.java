package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.message.LogHead;
import org.jspecify.annotations.Nullable;

/**
 * The twin's word that a gateway's documents are the latest, in answer to its challenge. The time
 * of issue is the twin's time.
 *
 * @param log the gateway's last cosigned audit log; null before the first
 */
public record Freshness(
    DocumentHead head, String gateway, String nonce, Minimum minimum, @Nullable LogHead log)
    implements Document {

  private static final int NONCE_BYTES = 16;

  /** The lowest versions that still count. */
  public record Minimum(long root, long policy, long roster) {

    public Minimum {
      Rules.require(root >= 1 && policy >= 1 && roster >= 1, "versions are 1 or more");
    }
  }

  public Freshness {
    Names.id("gateway", gateway);
    Texts.hex("nonce", nonce, NONCE_BYTES);
  }

  public static Freshness read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.FRESHNESS, payload, Freshness::from);
  }

  private static Freshness from(Fields in) {
    return new Freshness(
        DocumentHead.from(in),
        in.id("gateway"),
        in.hex("nonce", NONCE_BYTES),
        new Minimum(in.int64("min_root"), in.int64("min_policy"), in.int64("min_roster")),
        in.objectOrNull("log", LogHead::from));
  }

  @Override
  public PayloadType type() {
    return PayloadType.FRESHNESS;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    out.field("gateway", gateway).field("nonce", nonce);
    out.field("min_root", minimum.root()).field("min_policy", minimum.policy());
    out.field("min_roster", minimum.roster());
    Payload.object(out, "log", log, LogHead::write);
    return Payload.end(out);
  }
}
