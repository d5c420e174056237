package dev.penstock.gateway.cli.trust;

import dev.penstock.gateway.cli.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the keys and documents of a site. */
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ProposePolicy.class,
      InitSite.class,
      MakeKey.class,
      SignDocument.class,
      AddOperator.class,
      AddService.class,
      RevokeKey.class,
      ResumeLog.class,
      ShowTrust.class,
      InstallTrust.class
    },
    description = {
      "The keys and documents of a site: who may command what. Made and signed away from the"
          + " gateway, and installed on it by hand; docs/safety.md has the whole way.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples, the first and the last on the gateway:",
      "  penstock trust propose gateway.yaml -o policy.draft.json",
      "  penstock trust init hall-7 --gateway gateway.pub --policy policy.draft.json --operator"
          + " anna",
      "  penstock trust install hall-7 --settings gateway.yaml",
      "Each command explains itself:",
      "  penstock trust init --help"
    })
public final class TrustVerb implements Verb {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public TrustVerb() {}

  @Override
  public Integer call() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "Which command? One of " + known);
  }
}
