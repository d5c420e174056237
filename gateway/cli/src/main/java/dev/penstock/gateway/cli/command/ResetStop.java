package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.cli.CannotGoOn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a freeze, an inhibit or a maintenance. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Ends one freeze, one inhibit or one maintenance.",
    footer = {
      "",
      "Example:",
      "  penstock command reset 9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab --key anna.key"
    })
final class ResetStop implements Callable<Integer> {

  @Mixin private Conversation conversation;

  @Parameters(
      index = "0",
      paramLabel = "STOP",
      description = "As freeze, inhibit or maintenance told it.")
  private String stop;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ResetStop() {}

  /** How a person ends what was just begun. */
  static String toEnd(Receipt taken) {
    return "to end it: penstock command reset " + taken.answers() + " --key …";
  }

  @Override
  public Integer call() throws CannotGoOn {
    return Controls.send(conversation, Control.Action.RESET, Control.Terms.of(stop));
  }
}
