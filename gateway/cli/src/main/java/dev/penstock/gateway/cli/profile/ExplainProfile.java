package dev.penstock.gateway.cli.profile;

import dev.penstock.deviceprofiles.ProfileExplain;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Spells a profile out. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Prints a profile with every default spelled out, and what follows from it.",
    footer = {"", "Example:", "  penstock profile explain quadruple-tank"})
final class ExplainProfile implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PROFILE", description = "A file, or an id.")
  private String reference;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ExplainProfile() {}

  @Override
  public Integer call() throws CannotGoOn {
    PrintWriter out = spec.commandLine().getOut();
    out.print(ProfileExplain.text(new ProfileSource(reference).get()));
    out.flush();
    return ExitCode.OK;
  }
}
