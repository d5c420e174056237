package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PersonalKeys;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.PassphraseOption;
import dev.penstock.gateway.cli.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key for a person, on that person's machine. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a key under a passphrase, and its public half: NAME.key stays with you, NAME.pub goes"
          + " to who keeps the roster. Refused on a gateway."
    },
    footer = {"", "Example:", "  penstock trust key anna"})
final class MakeKey implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "As the roster shall name you.")
  private String name;

  @Mixin private PassphraseOption passphrase;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  MakeKey() {}

  @Override
  public Integer call() throws CannotGoOn {
    PersonalKeys keys = SigningKeys.keys();
    Path file = Path.of(name + ".key");
    try {
      keys.requireNoGateway(file);
      KeySigner made = keys.create(file, name, passphrase.chosenFor(name, Terminal.of(spec)));
      new PublicKeyFile(name, made.publicKey()).write(Path.of(name + ".pub"));
      spec.commandLine().getOut().printf("%s and %s.pub, key %s%n", file, name, made.keyId());
      return ExitCode.OK;
    } catch (KeyFileException e) {
      throw SigningKeys.refused(e);
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
