package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.KeyFileException.Kind;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.wire.SignatureCheck;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gateways' public keys: a frame has to be signed by the very gateway it says it is from. */
final class KnownKeys implements SignatureCheck {

  private final List<PublicKeyFile> keys;

  private KnownKeys(List<PublicKeyFile> keys) {
    this.keys = List.copyOf(keys);
  }

  static KnownKeys read(List<Path> files) throws CannotGoOn {
    List<PublicKeyFile> keys = new ArrayList<>();
    for (Path file : files) {
      try {
        keys.add(PublicKeyFile.read(file));
      } catch (KeyFileException e) {
        boolean isMissing = e.kind() == Kind.MISSING || e.kind() == Kind.DISK;
        int code = isMissing ? ExitCode.UNAVAILABLE : ExitCode.PROBLEMS;
        throw new CannotGoOn(code, e.getMessage() + "; name the gateway's public key file");
      }
    }
    return new KnownKeys(keys);
  }

  @Override
  public boolean isValid(String gateway, String keyId, byte[] message, byte[] signature) {
    return keys.stream()
        .filter(file -> file.name().equals(gateway))
        .map(PublicKeyFile::key)
        .anyMatch(key -> isBy(key, keyId, message, signature));
  }

  private static boolean isBy(VerifyKey key, String keyId, byte[] message, byte[] signature) {
    return key.keyId().equals(keyId) && key.verifies(message, signature);
  }
}
