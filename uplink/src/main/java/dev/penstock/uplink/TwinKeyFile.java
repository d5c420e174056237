package dev.penstock.uplink;

import dev.penstock.contract.signing.VerifyKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a twin's public key. */
final class TwinKeyFile {

  private static final int MAX_BYTES = 4096;

  private TwinKeyFile() {}

  /**
   * Reads one key.
   *
   * @throws IllegalArgumentException naming the file and what to do
   */
  static VerifyKey read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("twinKeys: " + file + " is too large for a public key");
      }
      return VerifyKey.parse(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "twinKeys: cannot read " + file + ": copy the twin's public key there", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "twinKeys: " + file + " holds no public key: " + e.getMessage(), e);
    }
  }
}
