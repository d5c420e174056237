package dev.penstock.gateway.cli.journal;

import dev.penstock.gateway.cli.TailVerb;
import dev.penstock.gateway.cli.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a journal besides running on it. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StatJournal.class,
      VerifyJournal.class,
      TailVerb.class,
      ExportJournal.class,
      RepairJournal.class
    },
    description = {
      "The journal of a running gateway, of a stopped one, or a copy of its folder. All commands but"
          + " repair only read.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  penstock journal stat gateway.yaml",
      "  penstock journal verify gateway.yaml",
      "  penstock journal export gateway.yaml --from 2026-11-20 --as csv -o day.csv",
      "Each command explains itself:",
      "  penstock journal export --help"
    })
public final class JournalVerb implements Verb {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public JournalVerb() {}

  @Override
  public Integer call() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "Which command? One of " + known);
  }
}
