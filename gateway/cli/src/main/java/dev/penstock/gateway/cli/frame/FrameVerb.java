package dev.penstock.gateway.cli.frame;

import dev.penstock.gateway.cli.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with files of frames. */
@Command(
    name = "frame",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DumpFrames.class, VerifyFrames.class},
    description = {
      "Frames as they go to a twin, from a file: any number of them, one after the other.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  penstock frame dump captured.frames",
      "  penstock frame verify captured.frames --key hall-7.pub",
      "Each command explains itself:",
      "  penstock frame verify --help"
    })
public final class FrameVerb implements Verb {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public FrameVerb() {}

  @Override
  public Integer call() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "Which command? One of " + known);
  }
}
