package dev.penstock.gateway.cli;

import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.gateway.runtime.Extensions;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.SettingsCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The settings that a verb works with, as its first parameter. */
public final class SettingsFile {

  private static final Path INSTALLED = Path.of("/etc/penstock/gateway.yaml");
  private static final Path HERE = Path.of("gateway.yaml");

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "The gateway's settings; left out, gateway.yaml in this folder, then"
              + " /etc/penstock/gateway.yaml.")
  private Optional<Path> file = Optional.empty();

  private Path path() throws CannotGoOn {
    Path chosen = file.orElseGet(SettingsFile::usual);
    if (!Files.isRegularFile(chosen)) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE,
          "there is no settings file " + chosen + ": name one, as in penstock check FILE");
    }
    return chosen;
  }

  /** Where settings are when nobody names them. */
  static Path usual() {
    return Files.exists(HERE) ? HERE : INSTALLED;
  }

  Optional<GatewayPlan> plan(Problems problems) throws CannotGoOn {
    return SettingsCheck.check(path(), new Extensions(), problems);
  }

  /** The plan, if nothing is missing from it but what the journal does when it is full. */
  Optional<GatewayPlan> undecidedPlan() throws CannotGoOn {
    return SettingsCheck.undecided(path(), new Extensions());
  }

  /** The plan, or the end of the verb with every problem. */
  public GatewayPlan plan() throws CannotGoOn {
    return plan(path());
  }

  /** The plan of settings that are there, or the end of the verb with every problem. */
  static GatewayPlan plan(Path settings) throws CannotGoOn {
    Problems problems = new Problems();
    Optional<GatewayPlan> plan = SettingsCheck.check(settings, new Extensions(), problems);
    if (plan.isEmpty()) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS, "the settings have errors\n" + problems.render().stripTrailing());
    }
    return plan.get();
  }
}
