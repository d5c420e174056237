package dev.penstock.contract;

/** Signs with one key that it does not show. */
public interface Signer {

  /** Hex SHA-256 of the public key's 32 bytes. */
  String keyId();

  /** The 32 bytes of the public key. */
  byte[] keyBytes();

  /** The 64 bytes of the Ed25519 signature over the message. */
  byte[] sign(byte[] message);
}
