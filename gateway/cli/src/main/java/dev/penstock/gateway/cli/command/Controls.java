package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;

/** Sends what brings no new value to the plant, and tells what became of it. */
final class Controls {

  private Controls() {}

  static int send(Conversation conversation, Control.Action action, Control.Terms terms)
      throws CannotGoOn {
    try (CommandClient client = conversation.caller().connect(conversation.terminal())) {
      String digest = client.control(action, terms, conversation.reason());
      return conversation.tell(
          client.next(digest, Conversation.PATIENCE).orElseThrow(Conversation::nobodyAnswered));
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
