package dev.penstock.contract.signing;

import dev.penstock.contract.Signer;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs with an Ed25519 key that it holds in memory. Immutable; safe for any thread. */
public final class KeySigner implements Signer {

  public static final int SEED_BYTES = 32;

  private final byte[] seed;
  private final byte[] publicBytes;
  private final VerifyKey publicKey;

  private KeySigner(byte[] seed) {
    this.seed = seed;
    this.publicBytes = new byte[VerifyKey.KEY_BYTES];
    Ed25519.generatePublicKey(seed, 0, publicBytes, 0);
    this.publicKey = VerifyKey.of(publicBytes).orElseThrow();
  }

  /** A new key pair; the random must be a strong one. */
  public static KeySigner generate(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return new KeySigner(seed);
  }

  /** The key pair of an RFC 8032 private key. */
  public static KeySigner ofSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a private key has " + SEED_BYTES + " bytes");
    }
    return new KeySigner(seed.clone());
  }

  public VerifyKey publicKey() {
    return publicKey;
  }

  /** The private key, for a key file. */
  public byte[] seed() {
    return seed.clone();
  }

  @Override
  public String keyId() {
    return publicKey.keyId();
  }

  @Override
  public byte[] keyBytes() {
    return publicBytes.clone();
  }

  @Override
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[VerifyKey.SIGNATURE_BYTES];
    Ed25519.sign(seed, 0, publicBytes, 0, null, message, 0, message.length, signature, 0);
    return signature;
  }

  /** Shows the public half only. */
  @Override
  public String toString() {
    return "signer with " + publicKey;
  }
}
