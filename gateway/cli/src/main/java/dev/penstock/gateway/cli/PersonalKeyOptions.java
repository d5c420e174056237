package dev.penstock.gateway.cli;

import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PersonalKeys;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.gateway.runtime.GatewayKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One's own key, and how it is opened. */
public final class PersonalKeyOptions {

  private static final String PASSPHRASE_FILE = "--passphrase-file";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your own key, as penstock trust made it.")
  private Path file;

  @Option(
      names = PASSPHRASE_FILE,
      paramLabel = "FILE",
      description = "A file with the key's passphrase; left out, you are asked.")
  private @Nullable Path passphraseFile;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public PersonalKeyOptions() {}

  /**
   * Opens the key; not on a gateway, unless it is the demo's.
   *
   * @param here the gateway of this machine, if there is one
   */
  public PersonalKey open(Terminal terminal, Optional<GatewayHere> here) throws CannotGoOn {
    try {
      return here.filter(GatewayHere::isDemo).isPresent()
          ? ofDemo()
          : ofPerson(terminal, GatewayHere.keyOnThisMachine(here));
    } catch (KeyFileException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private PersonalKey ofDemo() throws KeyFileException {
    GatewayKeyFile key = GatewayKeyFile.read(file, GatewayKey.machineId());
    return new PersonalKey(key.gateway(), key.signer());
  }

  private PersonalKey ofPerson(Terminal terminal, Path gatewayKey)
      throws KeyFileException, CannotGoOn {
    PublicKeyFile half = PersonalKeys.publicHalf(file);
    PersonalKeys keys = PersonalKeys.awayFrom(gatewayKey, new SecureRandom());
    keys.requireNoGateway(file); // Before anybody types a passphrase on the wrong machine.
    char[] passphrase =
        passphraseFile == null
            ? terminal.secret("Passphrase of " + half.name(), PASSPHRASE_FILE)
            : Terminal.secretIn(passphraseFile);
    return new PersonalKey(half.name(), keys.open(file, passphrase));
  }
}
