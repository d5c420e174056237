package dev.penstock.gateway.cli.audit;

import dev.penstock.gateway.cli.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the audit log of a command gate. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ShowAudit.class, TraceCommand.class, ExportAudit.class, VerifyAudit.class},
    description = {
      "The command gate's audit log: everything it decided, with the evidence. It may be read while"
          + " the gateway runs.",
      "Where a command wants a LOG, name an export, a gateway's settings, the folder of a demo, or"
          + " the log's own file or folder.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done, and nothing is wrong with the log",
      " 1:something is wrong with the log, or it does not hold what was asked for",
      "69:a file is not there or cannot be read"
    },
    footer = {
      "",
      "Examples:",
      "  penstock audit show gateway.yaml --last 20",
      "  penstock audit trace anna-7 gateway.yaml",
      "  penstock audit export gateway.yaml -o hall-7.audit",
      "  penstock audit verify hall-7.audit --key hall-7.pub --witness hall-7.note",
      "Each command explains itself:",
      "  penstock audit verify --help"
    })
public final class AuditVerb implements Verb {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public AuditVerb() {}

  @Override
  public Integer call() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "Which command? One of " + known);
  }
}
