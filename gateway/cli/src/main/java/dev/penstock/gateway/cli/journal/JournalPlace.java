package dev.penstock.gateway.cli.journal;

import dev.penstock.contract.journal.JournalException;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.SettingsFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which journal is meant: the one of a settings file, or any folder. */
final class JournalPlace {

  @Mixin private SettingsFile file;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "The journal's folder itself, for a copy that has no settings.")
  private Optional<Path> folder = Optional.empty();

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  JournalPlace() {}

  Path folder() throws CannotGoOn {
    return folder.isPresent() ? folder.get() : file.plan().settings().journal().folder();
  }

  /** What a journal that cannot be read means for a verb. */
  static CannotGoOn cannot(JournalException e) {
    return new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
  }
}
