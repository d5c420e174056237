package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Sends what brings no new value to the plant, and tells what became of it. */
final class Controls {

  private Controls() {}

  static int send(Conversation conversation, Control.Action action, Control.Terms terms)
      throws CannotGoOn {
    return send(conversation, action, terms, receipt -> "");
  }

  /**
   * The same.
   *
   * @param next what to do after it was taken, for the person; empty for nothing
   */
  static int send(
      Conversation conversation,
      Control.Action action,
      Control.Terms terms,
      Function<Receipt, String> next)
      throws CannotGoOn {
    try (CommandClient client = conversation.caller().connect(conversation.terminal())) {
      String digest = client.control(action, terms, conversation.reason());
      Receipt receipt =
          client.next(digest, Conversation.PATIENCE).orElseThrow(Conversation::nobodyAnswered);
      int code = conversation.tell(receipt);
      if (code == ExitCode.OK && !next.apply(receipt).isEmpty()) {
        conversation.show(List.of("  " + next.apply(receipt)));
      }
      return code;
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
