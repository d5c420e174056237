package dev.penstock.gateway.cli;

import dev.penstock.contract.signing.keyfile.PersonalKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens a key: typed by the person, or read from a file; never an argument. */
public final class PassphraseOption {

  private static final String NAME = "--passphrase-file";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description =
          "A file with the passphrase, one for every key that is used (chmod 600); left out, you"
              + " are asked.")
  private @Nullable Path file;

  /** Of a key that is there. */
  public char[] of(String whose, Terminal terminal) throws CannotGoOn {
    return file == null ? terminal.secret("Passphrase of " + whose, NAME) : Terminal.secretIn(file);
  }

  /** Of a key that is made now: typed twice. */
  public char[] chosenFor(String whose, Terminal terminal) throws CannotGoOn {
    return file == null
        ? terminal.newSecret(
            "A passphrase for %s, at least %d characters"
                .formatted(whose, PersonalKeys.MIN_PASSPHRASE),
            NAME)
        : Terminal.secretIn(file);
  }
}
