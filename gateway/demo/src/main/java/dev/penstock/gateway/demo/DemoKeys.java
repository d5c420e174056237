package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.runtime.GatewayException;
import dev.penstock.gateway.runtime.GatewayKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The keys of one demo, made at its first start.
 *
 * @param gateway what the gateway signs with, so that everybody knows it before it runs
 * @param twin the twin's own, which acknowledges
 */
record DemoKeys(VerifyKey gateway, KeySigner twin) {

  private static final String TWIN_SEED = "twin-key";

  /** Makes the keys that are not there yet, and gives the gateway the twin's public one. */
  static DemoKeys make(DemoFolder folder, SecureRandom random) throws CannotGoOn, IOException {
    try {
      VerifyKey gateway =
          GatewayKey.open(GatewayYaml.GATEWAY, folder.gatewayData(), random).publicKey();
      KeySigner twin = signer(new SecretFiles(folder.secrets(), random), TWIN_SEED);
      Path shown = folder.gateway().resolve(GatewayYaml.TWIN_KEY);
      new PublicKeyFile("twin", twin.publicKey()).write(shown);
      return new DemoKeys(gateway, twin);
    } catch (GatewayException | KeyFileException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static KeySigner signer(SecretFiles secrets, String name) throws IOException {
    return KeySigner.ofSeed(HexFormat.of().parseHex(secrets.password(name)));
  }
}
