package dev.penstock.contract.signing.client;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Offer;
import java.util.Optional;

/** An offer as it came, with the gateway's signature: what an OPERATE and each approval sign. */
public final class SignedOffer {

  private final byte[] envelope;
  private final String digest;
  private final Offer offer;

  private SignedOffer(byte[] envelope, String digest, Offer offer) {
    this.envelope = envelope;
    this.digest = digest;
    this.offer = offer;
  }

  /** Empty unless the gateway's key signed it and it can be read. */
  public static Optional<SignedOffer> open(byte[] envelope, VerifyKey gateway) {
    Verified verified = EnvelopeReader.open(envelope, PayloadType.OFFER, KeyLookup.of(gateway));
    if (!verified.isGood()) {
      return Optional.empty();
    }
    try {
      Offer offer = verified.read(Offer::read);
      return Optional.of(new SignedOffer(envelope.clone(), verified.digest(), offer));
    } catch (MalformedException e) {
      return Optional.empty(); // Of a newer version.
    }
  }

  public Offer offer() {
    return offer;
  }

  /** Of the payload: what is signed. */
  public String digest() {
    return digest;
  }

  /** As it came, to be handed to who shall approve it. */
  public byte[] envelope() {
    return envelope.clone();
  }
}
