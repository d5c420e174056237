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

  /** Where the key lies; its public half lies beside it, to be handed to twins. */
  public static Path file(Path data) {
    return data.resolve("gateway.key");
  }

  public static Path publicFile(Path data) {
    return data.resolve("gateway.pub");
  }

  /** The key of this data folder, made if there is none. */
  public static KeySigner open(String gateway, Path data, SecureRandom random)
      throws GatewayException {
    Path file = file(data);
    try {
      if (Files.exists(file)) {
        return GatewayKeyFile.read(file, machineId()).signer();
      }
      KeySigner signer = KeySigner.generate(random);
      new GatewayKeyFile(gateway, signer).write(file, machineId());
      new PublicKeyFile(gateway, signer.publicKey()).write(publicFile(data));
      Logger.info("gateway key made file={} key_id={}", file, signer.keyId());
      return signer;
    } catch (KeyFileException e) {
      throw new GatewayException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Tells a cloned image from the machine the key was made on; empty where there is no id. */
  private static String machineId() {
    try {
      return Files.readString(MACHINE_ID, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
