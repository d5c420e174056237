package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.ModeChange;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lowers the mode. */
@Command(
    name = "mode",
    mixinStandardHelpOptions = true,
    description = {
      "Lowers the mode at once: supervised takes each command with another's approval, shadow"
          + " rehearses and writes nothing, observe takes none. What is held goes back in the last"
          + " two.",
      "No message raises it. For that set commands.gate.mode in the settings, no higher than the"
          + " policy's max_mode; restart the gateway; and within ten minutes turn the key, or"
          + " whatever else the policy names as presence."
    },
    footer = {"", "Example:", "  penstock command mode supervised --key anna.key --reason audit"})
final class ChangeMode implements Callable<Integer> {

  private static final String NO_RUN = "0".repeat(32);
  private static final String OTHER_RUN = "NONCE_UNKNOWN";
  private static final String NOT_BY_MESSAGE = "MODE_NEEDS_PRESENCE";

  @Mixin private Conversation conversation;

  @Parameters(index = "0", paramLabel = "MODE", description = "observe, shadow or supervised.")
  private Mode mode;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ChangeMode() {}

  @Override
  public Integer call() throws CannotGoOn {
    try (CommandClient client = conversation.caller().connect(conversation.terminal())) {
      Receipt receipt = ask(client, NO_RUN);
      if (receipt.result().code().equals(OTHER_RUN)) {
        // Now the gateway has said, signed, in which run it is: a replayed one lowers nothing.
        receipt = ask(client, receipt.place().incarnation());
      }
      int code = conversation.tell(receipt);
      if (receipt.result().code().equals(NOT_BY_MESSAGE)) {
        conversation.show(
            List.of(
                "  To raise it: commands.gate.mode in the settings, a restart, and within ten"
                    + " minutes the presence that the policy names. penstock status tells it."));
      }
      return code;
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Receipt ask(CommandClient client, String incarnation) throws IOException, CannotGoOn {
    String digest =
        client.send(new ModeChange(client.head(), mode, incarnation, conversation.reason()));
    return client.next(digest, Conversation.PATIENCE).orElseThrow(Conversation::nobodyAnswered);
  }
}
