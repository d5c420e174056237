package dev.penstock.contract.signing.log;

import dev.penstock.contract.signing.Sha256;
import java.security.MessageDigest;

/** The hashes of a Merkle tree as RFC 9162 defines them: leaves and nodes can never be confused. */
public final class Hashes {

  public static final int BYTES = 32;

  private Hashes() {}

  /** Of a record. */
  public static byte[] leaf(byte[] data) {
    MessageDigest digest = Sha256.digest();
    digest.update((byte) 0);
    return digest.digest(data);
  }

  /** Of two subtrees. */
  static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = Sha256.digest();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  /** The root over no record. */
  static byte[] empty() {
    return Sha256.of(new byte[0]);
  }
}
