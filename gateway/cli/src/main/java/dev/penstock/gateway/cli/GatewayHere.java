package dev.penstock.gateway.cli;

import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.signing.trust.RootClaim;
import dev.penstock.gateway.runtime.GatewayKey;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.GatewaySettings.CommandsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The gateway of this machine.
 *
 * @param name its id
 * @param trust the folder with its documents and its key
 * @param socket its local door
 * @param audit the first file of its audit log
 */
public record GatewayHere(String name, Path trust, Path socket, Path audit) {

  private static final String KEY = "gateway.key";
  private static final String PUBLIC = "gateway.pub";
  private static final String ROOT = "root.json";

  /** Where a gateway has its key when it is installed, or is run from this folder. */
  private static final List<Path> INSTALLED =
      List.of(
          Path.of("/etc/penstock/trust"),
          Path.of("/var/lib/penstock/trust"),
          Path.of("/var/lib/penstock"),
          Path.of("trust"),
          Path.of("data"));

  /**
   * As its settings tell it.
   *
   * @param settings empty for those in the usual places, if there are any
   */
  public static Optional<GatewayHere> find(Optional<Path> settings) throws CannotGoOn {
    Path file = settings.orElseGet(SettingsFile::usual);
    if (!Files.isRegularFile(file)) {
      if (settings.isPresent()) {
        throw new CannotGoOn(ExitCode.UNAVAILABLE, "there is no settings file " + file);
      }
      return Optional.empty();
    }
    return Optional.of(of(SettingsFile.plan(file), file));
  }

  private static GatewayHere of(GatewayPlan plan, Path file) throws CannotGoOn {
    CommandsEntry commands =
        plan.settings()
            .commands()
            .orElseThrow(
                () ->
                    new CannotGoOn(
                        ExitCode.UNAVAILABLE,
                        file
                            + " has no commands: section, so this gateway takes none; see"
                            + " docs/configuration.md"));
    return new GatewayHere(
        plan.settings().gateway(),
        commands.gate().trust(),
        commands.socket().in(plan.settings().data()),
        commands.gate().audit());
  }

  public Path keyFile() {
    return trust.resolve(KEY);
  }

  public Path publicKeyFile() {
    return trust.resolve(PUBLIC);
  }

  /** Its public key. */
  public VerifyKey key() throws CannotGoOn {
    try {
      return Files.exists(publicKeyFile())
          ? PublicKeyFile.read(publicKeyFile()).key()
          : GatewayKeyFile.read(keyFile(), GatewayKey.machineId()).signer().publicKey();
    } catch (KeyFileException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  /** Whether its documents are the demo's, whose keys protect nothing. */
  public boolean isDemo() {
    try {
      return RootClaim.read(Files.readAllBytes(trust.resolve(ROOT))).head().demo();
    } catch (IOException | MalformedException e) {
      return false;
    }
  }

  /** Where this machine's gateway has its key, or would have it: personal keys keep away. */
  public static Path keyOnThisMachine(Optional<GatewayHere> here) {
    return Stream.concat(here.map(GatewayHere::trust).stream(), INSTALLED.stream())
        .map(folder -> folder.resolve(KEY))
        .filter(Files::exists)
        .findFirst()
        .orElse(INSTALLED.get(0).resolve(KEY));
  }
}
