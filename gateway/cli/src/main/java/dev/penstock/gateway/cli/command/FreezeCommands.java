package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.message.Control;
import dev.penstock.gateway.cli.CannotGoOn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** No new commands. */
@Command(
    name = "freeze",
    mixinStandardHelpOptions = true,
    description =
        "No new commands from now on; what is held runs out as usual. Writes nothing itself; any"
            + " person of the roster may.",
    footer = {"", "Example:", "  penstock command freeze --key anna.key --reason smoke"})
final class FreezeCommands implements Callable<Integer> {

  @Mixin private Conversation conversation;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  FreezeCommands() {}

  @Override
  public Integer call() throws CannotGoOn {
    return Controls.send(conversation, Control.Action.FREEZE, Control.Terms.NONE, ResetStop::toEnd);
  }
}
