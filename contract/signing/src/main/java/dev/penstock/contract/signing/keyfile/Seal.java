package dev.penstock.contract.signing.keyfile;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * 32 secret bytes under a passphrase: PBKDF2 with HMAC-SHA-512, then AES-256-GCM over the bytes and
 * over what they belong to.
 *
 * @param iterations of PBKDF2; a file may ask for more than new files get, but not for so many that
 *     opening it never ends
 * @param salt 16 bytes in hex
 * @param iv 12 bytes in hex
 * @param sealed 48 bytes in hex
 */
record Seal(int iterations, String salt, String iv, String sealed) {

  static final int ITERATIONS = 300_000;
  static final int MIN_ITERATIONS = 100_000;
  private static final int MAX_ITERATIONS = 5_000_000;
  private static final String KDF = "PBKDF2WithHmacSHA512";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int SALT_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final int SEALED_BYTES = 48;
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;

  static Seal close(
      byte[] secret, String owner, char[] passphrase, int iterations, SecureRandom random) {
    byte[] salt = bytes(random, SALT_BYTES);
    byte[] iv = bytes(random, IV_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(passphrase, salt, iterations), iv, owner);
      return new Seal(iterations, hex(salt), hex(iv), hex(cipher.doFinal(secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + KDF + " and " + CIPHER, e);
    }
  }

  /** Empty if the passphrase is wrong, or anything was changed. */
  Optional<byte[]> open(String owner, char[] passphrase) {
    HexFormat hex = HexFormat.of();
    try {
      SecretKey key = key(passphrase, hex.parseHex(salt), iterations);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, hex.parseHex(iv), owner);
      return Optional.of(cipher.doFinal(hex.parseHex(sealed)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + KDF + " and " + CIPHER, e);
    }
  }

  static Seal from(Fields in) {
    requireWord(in, "kdf", KDF);
    requireWord(in, "cipher", CIPHER);
    return new Seal(
        in.integer("iterations", MIN_ITERATIONS, MAX_ITERATIONS),
        in.hex("salt", SALT_BYTES),
        in.hex("iv", IV_BYTES),
        in.hex("sealed", SEALED_BYTES));
  }

  void write(JsonWriter out) {
    out.field("kdf", KDF).field("cipher", CIPHER).key("iterations").int32(iterations);
    out.field("salt", salt).field("iv", iv).field("sealed", sealed);
  }

  private static void requireWord(Fields in, String name, String only) {
    if (!in.id(name).equals(only)) {
      throw new IllegalArgumentException(name + " must be " + only);
    }
  }

  private static SecretKey key(char[] passphrase, byte[] salt, int iterations)
      throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations, KEY_BITS);
    try {
      byte[] key = SecretKeyFactory.getInstance(KDF).generateSecret(spec).getEncoded();
      return new SecretKeySpec(key, "AES");
    } finally {
      spec.clearPassword();
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] iv, String owner)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] bytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
