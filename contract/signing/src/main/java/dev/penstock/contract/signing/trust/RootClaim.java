package dev.penstock.contract.signing.trust;

import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.StrictJson;
import dev.penstock.contract.signing.json.Texts;

/** Reads what a root says of itself, before anything about it is proved. */
public final class RootClaim {

  private RootClaim() {}

  public static Root read(byte[] envelope) throws MalformedException {
    byte[] payload =
        StrictJson.read(
            envelope,
            PayloadType.ROOT.maxBytes(),
            in -> {
              in.string("payloadType");
              in.objects(
                  "signatures",
                  PayloadType.ROOT.maxSignatures(),
                  mark -> mark.string("keyid") + mark.string("sig"));
              return Texts.base64("payload", in.string("payload"));
            });
    return Root.read(payload);
  }
}
