package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.message.Control;
import dev.penstock.gateway.cli.CannotGoOn;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Drives points safe. */
@Command(
    name = "inhibit",
    mixinStandardHelpOptions = true,
    description =
        "Drives points to their safe ends and keeps them there. This is no emergency stop.",
    footer = {
      "",
      "Example:",
      "  penstock command inhibit tank/pump1Voltage tank/pump2Voltage --key anna.key"
    })
final class InhibitPoints implements Callable<Integer> {

  @Mixin private Conversation conversation;

  @Parameters(arity = "1..*", paramLabel = "POINT", description = "device/point")
  private List<String> points;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  InhibitPoints() {}

  @Override
  public Integer call() throws CannotGoOn {
    Control.Terms terms = new Control.Terms("", 0, points, 0);
    return Controls.send(conversation, Control.Action.INHIBIT, terms, ResetStop::toEnd);
  }
}
