package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PersonalKeys;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.GatewayHere;
import dev.penstock.gateway.cli.PassphraseOption;
import dev.penstock.gateway.cli.Terminal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The keys that sign a document, opened one after the other. */
final class SigningKeys {

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "A key that signs it; once for each key at hand.")
  private List<Path> files = List.of();

  @Mixin private PassphraseOption passphrase;

  List<Signer> open(Terminal terminal) throws CannotGoOn {
    PersonalKeys keys = keys();
    List<Signer> open = new ArrayList<>();
    try {
      for (Path file : files) {
        String name = PersonalKeys.publicHalf(file).name();
        keys.requireNoGateway(file);
        open.add(keys.open(file, passphrase.of(name, terminal)));
      }
    } catch (KeyFileException e) {
      throw refused(e);
    }
    return open;
  }

  /** Personal keys, unless this machine is a gateway. */
  static PersonalKeys keys() {
    return PersonalKeys.awayFrom(GatewayHere.keyOnThisMachine(gatewayHere()), new SecureRandom());
  }

  /** Settings with errors are no gateway's that runs. */
  private static Optional<GatewayHere> gatewayHere() {
    try {
      return GatewayHere.find(Optional.empty());
    } catch (CannotGoOn e) {
      return Optional.empty();
    }
  }

  static CannotGoOn unsigned(String what) {
    return new CannotGoOn(ExitCode.PROBLEMS, what + " was not signed: you did not say yes");
  }

  static CannotGoOn refused(KeyFileException e) {
    return new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
  }
}
