package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.client.CommandLink;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries what was signed elsewhere. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Carries an envelope that was signed elsewhere, such as a revocation on a stick. Needs no key."
    },
    footer = {"", "Example:", "  penstock command send revocation-anna.json"})
final class SendEnvelope implements Callable<Integer> {

  private static final long MOST = 1 << 20;

  @Mixin private Way way;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The envelope.")
  private Path file;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  SendEnvelope() {}

  @Override
  public Integer call() throws CannotGoOn {
    try (CommandLink link = way.open()) {
      if (Files.size(file) > MOST) {
        throw new CannotGoOn(ExitCode.USAGE, file + " is larger than any envelope");
      }
      link.send(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, "cannot carry " + file + ": " + e.getMessage());
    }
    spec.commandLine().getOut().println("sent; penstock status tells what the gateway makes of it");
    return ExitCode.OK;
  }
}
