package dev.penstock.gateway.runtime;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.tinylog.Logger;

/** The gateway's own key: made at the first start, valid on this machine only. */
public final class GatewayKey {

  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private GatewayKey() {}

  /** The key of this gateway, made if there is none; its public half lies beside it, for twins. */
  static KeySigner open(GatewaySettings settings, SecureRandom random) throws GatewayException {
    String gateway = settings.gateway();
    Path folder = settings.commands().map(c -> c.gate().trust()).orElse(settings.data());
    Path file = folder.resolve("gateway.key");
    try {
      if (Files.exists(file)) {
        return GatewayKeyFile.read(file, machineId()).signer();
      }
      Files.createDirectories(folder);
      KeySigner signer = KeySigner.generate(random);
      new GatewayKeyFile(gateway, signer).write(file, machineId());
      new PublicKeyFile(gateway, signer.publicKey()).write(folder.resolve("gateway.pub"));
      Logger.info("gateway key made file={} key_id={}", file, signer.keyId());
      return signer;
    } catch (KeyFileException | IOException e) {
      throw new GatewayException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The key of a gateway that has run before. */
  static KeySigner read(GatewaySettings settings) throws GatewayException {
    Path folder = settings.commands().map(c -> c.gate().trust()).orElse(settings.data());
    Path file = folder.resolve("gateway.key");
    if (!Files.exists(file)) {
      throw new GatewayException(
          "there is no key " + file + " yet: penstock run makes it at its first start");
    }
    try {
      return GatewayKeyFile.read(file, machineId()).signer();
    } catch (KeyFileException e) {
      throw new GatewayException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Tells a cloned image from the machine the key was made on; empty where there is no id. */
  public static String machineId() {
    try {
      return Files.readString(MACHINE_ID, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
