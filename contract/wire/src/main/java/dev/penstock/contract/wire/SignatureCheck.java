package dev.penstock.contract.wire;

/** Says whether a frame may be believed. The receiver brings it, with the keys it trusts. */
@FunctionalInterface
public interface SignatureCheck {

  /**
   * Whether the signature over the message is that gateway's.
   *
   * @param gateway the gateway that the frame says it is from: its key must be this one's
   * @param keyId hex SHA-256 of the public key
   * @param message the frame's bytes up to its signature
   * @return false also for a key that is not known
   */
  boolean isValid(String gateway, String keyId, byte[] message, byte[] signature);
}
