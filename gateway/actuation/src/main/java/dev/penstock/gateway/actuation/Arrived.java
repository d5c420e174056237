package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.Verified;

/** A message with a good signature of a known key, and the bytes it came in. */
final class Arrived {

  private final byte[] raw;
  private final Verified verified;

  Arrived(byte[] raw, Verified verified) {
    this.raw = raw.clone();
    this.verified = verified;
  }

  byte[] raw() {
    return raw.clone();
  }

  Verified verified() {
    return verified;
  }

  String keyId() {
    return verified.signer().keyId();
  }

  String digest() {
    return verified.digest();
  }
}
