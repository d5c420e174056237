package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;

/**
 * By what a device is recognised. Either it proves itself, or the policy takes the wire's word.
 *
 * @param certificateSha256 of the device's certificate; empty if the wire is trusted
 * @param wireTrusted whoever can speak on this wire is believed
 * @param lastValueCounts the device cannot be read on demand: its last value counts within max_age
 */
public record Endpoint(String certificateSha256, boolean wireTrusted, boolean lastValueCounts) {

  public Endpoint {
    if (!certificateSha256.isEmpty()) {
      Texts.sha256("certificate_sha256", certificateSha256);
    }
    Rules.require(
        certificateSha256.isEmpty() == wireTrusted,
        "either certificate_sha256 or wire_trusted must be given");
  }

  public static Endpoint certified(String certificateSha256) {
    return new Endpoint(certificateSha256, false, false);
  }

  public static Endpoint trustedWire() {
    return new Endpoint("", true, false);
  }

  static Endpoint from(Fields in) {
    return new Endpoint(
        in.has("certificate_sha256") ? in.sha256("certificate_sha256") : "",
        in.flag("wire_trusted"),
        in.flag("last_value_counts"));
  }

  void write(JsonWriter out) {
    Payload.optional(
        out, "certificate_sha256", certificateSha256.isEmpty() ? null : certificateSha256);
    Payload.flag(out, "wire_trusted", wireTrusted);
    Payload.flag(out, "last_value_counts", lastValueCounts);
  }
}
