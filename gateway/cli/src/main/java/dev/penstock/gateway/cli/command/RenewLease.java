package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.message.Control;
import dev.penstock.gateway.cli.CannotGoOn;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a point for its time again. */
@Command(
    name = "renew",
    mixinStandardHelpOptions = true,
    description = "Holds a point for its time again, if a command would be let through again.",
    footer = {
      "",
      "Example:",
      "  penstock command renew 3f2a0c7d1be84e5f9a6b7c8d9e0f1a2b --number 2 --key anna.key"
    })
final class RenewLease implements Callable<Integer> {

  @Mixin private Conversation conversation;

  @Parameters(index = "0", paramLabel = "LEASE", description = "As set has told it.")
  private String lease;

  @Option(
      names = "--number",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which renewal it is, counted from 1: a replayed one does nothing.")
  private long number;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  RenewLease() {}

  @Override
  public Integer call() throws CannotGoOn {
    Control.Terms terms = new Control.Terms(lease, number, List.of(), 0);
    return Controls.send(
        conversation,
        Control.Action.RENEW,
        terms,
        taken -> "the next time: --number " + (number + 1));
  }
}
