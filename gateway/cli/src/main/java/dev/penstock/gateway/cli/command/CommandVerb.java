package dev.penstock.gateway.cli.command;

import dev.penstock.gateway.cli.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be asked of a command gate. */
@Command(
    name = "command",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SetPoint.class,
      ApproveOffer.class,
      RenewLease.class,
      ReleaseLease.class,
      FreezeCommands.class,
      InhibitPoints.class,
      ResetStop.class,
      MaintainDevice.class,
      ChangeMode.class,
      AcknowledgeFailure.class,
      WatchReceipts.class,
      SendEnvelope.class
    },
    description = {
      "Commands for the plant, each signed with your own key. The gateway decides; whatever carries"
          + " the command gains nothing by it. This is no emergency stop.",
      "On the gateway itself the way is its local socket; from elsewhere a socket that ssh has"
          + " brought over, or a broker.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:carried out, or taken; a dry run: it would be carried out",
      "30:refused, or not carried out: the plant is as before",
      "31:not known, or not as asked: look at the plant",
      "69:the gateway cannot be reached, or a key or a file is missing"
    },
    footer = {
      "",
      "Examples:",
      "  penstock command set tank/pump1Voltage 3.4 --key anna.key --for 10m",
      "  penstock command freeze --key anna.key --reason smoke",
      "Options that stay the same can be kept in a file and named with @FILE.",
      "Each command explains itself:",
      "  penstock command set --help"
    })
public final class CommandVerb implements Verb {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public CommandVerb() {}

  @Override
  public Integer call() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "Which command? One of " + known);
  }
}
