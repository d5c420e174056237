package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.message.Control;
import dev.penstock.gateway.cli.CannotGoOn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a held point back now. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = "Gives a held point back now: it goes to its safe value, or to the PLC.",
    footer = {
      "",
      "Example:",
      "  penstock command release 3f2a0c7d1be84e5f9a6b7c8d9e0f1a2b --key anna.key"
    })
final class ReleaseLease implements Callable<Integer> {

  @Mixin private Conversation conversation;

  @Parameters(index = "0", paramLabel = "LEASE", description = "As set has told it.")
  private String lease;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ReleaseLease() {}

  @Override
  public Integer call() throws CannotGoOn {
    return Controls.send(conversation, Control.Action.RELEASE, Control.Terms.of(lease));
  }
}
