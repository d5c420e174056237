package dev.penstock.gateway.cli;

import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PersonalKeys;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.gateway.runtime.GatewayKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One's own key, and how it is opened. */
public final class PersonalKeyOptions {

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your own key, as penstock trust made it.")
  private Path file;

  @Mixin private PassphraseOption passphrase;

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
    return new PersonalKey(half.name(), keys.open(file, passphrase.of(half.name(), terminal)));
  }
}
