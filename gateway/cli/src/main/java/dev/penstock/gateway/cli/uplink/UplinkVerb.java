package dev.penstock.gateway.cli.uplink;

import dev.penstock.gateway.cli.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with uplinks. */
@Command(
    name = "uplink",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {UplinkStatus.class, TestUplink.class, ReplayRows.class},
    description = {
      "The ways to the centres: how they are, whether they work, and sending again.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  penstock uplink status gateway.yaml",
      "  penstock uplink test gateway.yaml",
      "Each command explains itself:",
      "  penstock uplink replay --help"
    })
public final class UplinkVerb implements Verb {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public UplinkVerb() {}

  @Override
  public Integer call() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "Which command? One of " + known);
  }
}
