package dev.penstock.contract.signing;

import dev.penstock.contract.signing.json.Texts;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;

/**
 * An Ed25519 public key that was checked in full: a canonical point of the prime-order group. Two
 * honest verifiers can then never disagree about a signature, so nobody is obeyed who could later
 * disown the command. Immutable.
 */
public final class VerifyKey {

  public static final int KEY_BYTES = 32;
  public static final int SIGNATURE_BYTES = 64;

  /** The order of the group, little-endian; a signature's S must be smaller. */
  private static final byte[] ORDER =
      HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  private final byte[] key;
  private final PublicPoint point;
  private final String keyId;

  private VerifyKey(byte[] key, PublicPoint point) {
    this.key = key;
    this.point = point;
    this.keyId = Sha256.hex(key);
  }

  /** Empty if the bytes are no key that two verifiers would always treat alike. */
  public static Optional<VerifyKey> of(byte[] key) {
    byte[] own = key.clone();
    if (own.length != KEY_BYTES) {
      return Optional.empty();
    }
    return Optional.ofNullable(Ed25519.validatePublicKeyFullExport(own, 0))
        .map(point -> new VerifyKey(own, point));
  }

  /** From 64 hex digits; refuses what {@link #of} refuses. */
  public static VerifyKey parse(String hex) {
    byte[] key = HexFormat.of().parseHex(Texts.hex("public key", hex, KEY_BYTES));
    return of(key).orElseThrow(() -> new IllegalArgumentException("not a sound key: " + hex));
  }

  /** Lower-case hex SHA-256 of the 32 key bytes. */
  public String keyId() {
    return keyId;
  }

  public byte[] bytes() {
    return key.clone();
  }

  /** The key in lower-case hex. */
  public String hex() {
    return HexFormat.of().formatHex(key);
  }

  /**
   * Whether these are exactly 64 bytes that this key's owner made over this message. R, which costs
   * as much as all the rest, is looked at last: forgeries come in floods, good signatures do not.
   */
  public boolean verifies(byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_BYTES
        && isBelowOrder(signature)
        && Ed25519.verify(signature, 0, point, message, 0, message.length)
        && Ed25519.validatePublicKeyFull(signature, 0);
  }

  /** S, the second half, little-endian. */
  private static boolean isBelowOrder(byte[] signature) {
    for (int i = KEY_BYTES - 1; i >= 0; i--) {
      int difference = Byte.toUnsignedInt(signature[KEY_BYTES + i]) - Byte.toUnsignedInt(ORDER[i]);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyKey that && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }

  @Override
  public String toString() {
    return "key " + keyId;
  }
}
