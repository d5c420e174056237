package dev.penstock.gateway.cli.command;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.DurationText;
import dev.penstock.gateway.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the receipts for one's own key as they come. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "Shows every receipt for your key as it comes: outcomes, and how leases end.",
    footer = {"", "Example:", "  penstock command watch --key anna.key --json"})
final class WatchReceipts implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofSeconds(1);

  @Mixin private Conversation conversation;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "How long; left out, until Ctrl-C.")
  private @Nullable Duration length;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  WatchReceipts() {}

  @Override
  public Integer call() throws CannotGoOn {
    MonotonicClock mono = conversation.caller().clocks().mono();
    long begun = mono.nanos();
    try (CommandClient client = conversation.caller().connect(conversation.terminal())) {
      while (!Thread.currentThread().isInterrupted()
          && (length == null || mono.nanos() - begun < length.toNanos())) {
        client.next(LOOK).ifPresent(conversation::tell);
      }
    }
    return ExitCode.OK;
  }
}
