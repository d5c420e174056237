package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import java.util.List;

/**
 * Keys of which so many must sign. Distinct keys count, however often each of them signed.
 *
 * @param threshold 1 to the number of keys
 */
public record Quorum(List<VerifyKey> keys, int threshold) {

  private static final int MAX_KEYS = 16;

  public Quorum {
    keys = Texts.distinct("keys", keys, MAX_KEYS);
    Rules.require(
        threshold >= 1 && threshold <= keys.size(), "threshold must be 1 to the number of keys");
  }

  public boolean isMetBy(Verified verified) {
    return verified.isGood() && verified.isSignedBy(threshold, keys);
  }

  static Quorum from(Fields in) {
    return new Quorum(
        in.sha256s("keys", MAX_KEYS).stream().map(VerifyKey::parse).toList(),
        in.integer("threshold", 1, MAX_KEYS));
  }

  void write(JsonWriter out) {
    Payload.strings(out, "keys", keys.stream().map(VerifyKey::hex).toList());
    out.key("threshold").int32(threshold);
  }
}
