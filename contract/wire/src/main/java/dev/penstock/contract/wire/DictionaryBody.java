package dev.penstock.contract.wire;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.wire.FrameException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads the canonical bytes of a dictionary that somebody sent. */
final class DictionaryBody {

  /** A point has some 30 structural characters in some 500 bytes. */
  private static final int BYTES_A_STRUCTURE = 8;

  private DictionaryBody() {}

  static Dictionary read(byte[] canonical, String hash) throws FrameException {
    if (!sha256(canonical).equals(hash)) {
      throw new FrameException(
          Reason.DICTIONARY_MISMATCH, "the dictionary does not have the hash " + hash);
    }
    checkStructure(canonical);
    return Dictionary.read(canonical);
  }

  /** Millions of empty objects would take a hundred times their bytes in memory. */
  private static void checkStructure(byte[] json) throws FrameException {
    int structures = 0;
    for (byte b : json) {
      if (b == '{' || b == '[' || b == ',') {
        structures++;
      }
    }
    if (structures > 64 + json.length / BYTES_A_STRUCTURE) {
      throw FrameException.malformed("a dictionary of " + structures + " elements of nothing");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
