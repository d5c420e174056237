package dev.penstock.uplink;

import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import java.nio.file.Path;

/** Reads a twin's public key. */
final class TwinKeyFile {

  private TwinKeyFile() {}

  /**
   * Reads one key.
   *
   * @throws IllegalArgumentException naming the file and what to do
   */
  static VerifyKey read(Path file) {
    try {
      return PublicKeyFile.read(file).key();
    } catch (KeyFileException e) {
      throw new IllegalArgumentException("twinKeys: " + e.getMessage(), e);
    }
  }
}
