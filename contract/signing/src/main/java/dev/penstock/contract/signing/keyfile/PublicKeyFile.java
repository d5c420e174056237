package dev.penstock.contract.signing.keyfile;

import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.Texts;
import java.nio.file.Path;

/**
 * A public key with the name of its owner, as it is handed round. Whether the name is true, the
 * roster says.
 */
public record PublicKeyFile(String name, VerifyKey key) {

  private static final String KIND = "public-key";

  public PublicKeyFile {
    Texts.id("name", name);
  }

  public static PublicKeyFile read(Path file) throws KeyFileException {
    return KeyFiles.read(
        file,
        KIND,
        in -> new PublicKeyFile(in.id("name"), VerifyKey.parse(in.hex("public_key", 32))));
  }

  public void write(Path file) throws KeyFileException {
    KeyFiles.create(
        file,
        KeyFiles.READABLE,
        KeyFiles.begin(KIND).field("name", name).field("public_key", key.hex()));
  }
}
