package dev.penstock.contract.wire;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.wire.FrameException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads the canonical bytes of a dictionary that somebody sent. */
final class DictionaryBody {

  private DictionaryBody() {}

  static Dictionary read(byte[] canonical, String hash) throws FrameException {
    if (!sha256(canonical).equals(hash)) {
      throw new FrameException(
          Reason.DICTIONARY_MISMATCH, "the dictionary does not have the hash " + hash);
    }
    return Dictionary.read(canonical);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
