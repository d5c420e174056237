package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.message.Control;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins maintenance of a device. */
@Command(
    name = "maintenance",
    mixinStandardHelpOptions = true,
    description =
        "Begins maintenance of a device, for a time: commands to it are refused, what is held goes"
            + " back, its rows are marked. It isolates nothing: lock out and tag out as ever.",
    footer = {
      "",
      "Example:",
      "  penstock command maintenance tank --for 30m --key anna.key --reason bearings"
    })
final class MaintainDevice implements Callable<Integer> {

  @Mixin private Conversation conversation;

  @Parameters(index = "0", paramLabel = "DEVICE", description = "The device.")
  private String device;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "30m",
      converter = DurationText.class,
      description = "How long, unless it is reset before (${DEFAULT-VALUE}).")
  private Duration span;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  MaintainDevice() {}

  @Override
  public Integer call() throws CannotGoOn {
    Control.Terms terms = new Control.Terms(device, 0, List.of(), span.toMillis());
    return Controls.send(conversation, Control.Action.MAINTENANCE, terms, ResetStop::toEnd);
  }
}
