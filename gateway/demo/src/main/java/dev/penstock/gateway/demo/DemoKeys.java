package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.gateway.runtime.GatewayKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The keys of one demo, made at its first start.
 *
 * @param gateway what the gateway signs with, so that everybody knows it before it runs
 * @param twin the twin's own, which acknowledges
 */
record DemoKeys(VerifyKey gateway, KeySigner twin) {

  private static final String TWIN_SEED = "twin-key";
  private static final String KEY_FILE = "gateway.key";

  /**
   * Makes the keys that are not there yet, and gives the gateway the twin's public one.
   *
   * @param commands the gateway of a command gate keeps its key with the trust documents
   */
  static DemoKeys make(DemoFolder folder, boolean commands, SecureRandom random)
      throws IOException {
    try {
      Path keys = commands ? folder.trust() : folder.gatewayData();
      VerifyKey gateway = gateway(Files.createDirectories(keys).resolve(KEY_FILE), random);
      KeySigner twin =
          new SecretFiles(folder.secrets(), random)
              .key(TWIN_SEED, folder.gateway().resolve(GatewayYaml.TWIN_KEY));
      return new DemoKeys(gateway, twin);
    } catch (KeyFileException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static VerifyKey gateway(Path file, SecureRandom random) throws KeyFileException {
    if (!Files.exists(file)) {
      new GatewayKeyFile(GatewayYaml.GATEWAY, KeySigner.generate(random))
          .write(file, GatewayKey.machineId());
    }
    return GatewayKeyFile.read(file, GatewayKey.machineId()).signer().publicKey();
  }
}
