package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.message.Control;
import dev.penstock.gateway.cli.CannotGoOn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A person has seen a failure. */
@Command(
    name = "acknowledge",
    mixinStandardHelpOptions = true,
    description =
        "Says that you have seen a lease whose end failed; only then is its point used again.",
    footer = {
      "",
      "Example:",
      "  penstock command acknowledge 3f2a0c7d1be84e5f9a6b7c8d9e0f1a2b --key anna.key"
    })
final class AcknowledgeFailure implements Callable<Integer> {

  @Mixin private Conversation conversation;

  @Parameters(index = "0", paramLabel = "LEASE", description = "The lease that failed.")
  private String failure;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  AcknowledgeFailure() {}

  @Override
  public Integer call() throws CannotGoOn {
    return Controls.send(conversation, Control.Action.ACKNOWLEDGE, Control.Terms.of(failure));
  }
}
