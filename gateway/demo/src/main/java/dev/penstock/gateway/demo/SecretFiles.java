package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords and seeds of keys, in files that only their owner may read. Made once, then kept. */
final class SecretFiles {

  private static final int BYTES = 32;

  private final Path folder;
  private final SecureRandom random;

  SecretFiles(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** The password of this name; a random one if there is none yet. */
  String password(String name) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      write(file, random());
    }
    return Files.readString(file).strip();
  }

  /**
   * The key pair of this name, whose public half is kept in a file to be handed round.
   *
   * @param shown never overwritten: one of another key is taken away first
   */
  KeySigner key(String name, Path shown) throws IOException, KeyFileException {
    KeySigner key = KeySigner.ofSeed(HexFormat.of().parseHex(password(name)));
    if (Files.exists(shown) && !PublicKeyFile.read(shown).key().equals(key.publicKey())) {
      Files.delete(shown);
    }
    if (!Files.exists(shown)) {
      new PublicKeyFile("twin", key.publicKey()).write(shown);
    }
    return key;
  }

  private String random() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Never readable by others, not even for a moment; whole or not at all. */
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), "new", ".part", ownerOnly());
    Files.write(part, text.getBytes(StandardCharsets.US_ASCII));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
