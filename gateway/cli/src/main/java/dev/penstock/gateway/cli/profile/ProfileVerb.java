package dev.penstock.gateway.cli.profile;

import dev.penstock.gateway.cli.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be asked about device profiles. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckProfiles.class,
      ExplainProfile.class,
      DiffProfiles.class,
      FitProfile.class,
      ExportProfile.class,
      PrintSchema.class
    },
    description = {
      "Device profiles: what a type of device means. PROFILE is a file (.yaml), or the id of one"
          + " that ships.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  penstock profile check press.yaml",
      "  penstock profile fit quadruple-tank requirement.yaml",
      "Each command explains itself:",
      "  penstock profile diff --help"
    })
public final class ProfileVerb implements Verb {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public ProfileVerb() {}

  @Override
  public Integer call() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "Which command? One of " + known);
  }
}
