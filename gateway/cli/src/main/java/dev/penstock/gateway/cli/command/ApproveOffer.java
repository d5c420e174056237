package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.SignedOffer;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A second person signs what the first was offered. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = "Shows an offer that another person was made, asks you, and signs your approval.",
    footer = {"", "Example:", "  penstock command approve offer.json --key bert.key"})
final class ApproveOffer implements Callable<Integer> {

  @Mixin private Conversation conversation;

  @Parameters(index = "0", paramLabel = "OFFER", description = "The file that set has written.")
  private Path file;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ApproveOffer() {}

  @Override
  public Integer call() throws CannotGoOn {
    SignedOffer offered = read();
    conversation.show(List.of(offered.offer().asked().issuer() + " wants this; you approve it:"));
    conversation.show(new OfferText(offered.offer()).lines());
    if (!conversation.agrees("Approve this?")) {
      conversation.conclude(List.of("not approved"), json -> json.field("outcome", "CANCELLED"));
      return ExitCode.REFUSED;
    }
    try (CommandClient client = conversation.caller().connect(conversation.terminal())) {
      String digest = client.approve(offered);
      return conversation.tell(
          client.next(digest, Conversation.PATIENCE).orElseThrow(Conversation::nobodyAnswered));
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private SignedOffer read() throws CannotGoOn {
    try {
      return SignedOffer.open(Files.readAllBytes(file), conversation.caller().gatewayKey())
          .orElseThrow(
              () ->
                  new CannotGoOn(
                      ExitCode.UNAVAILABLE,
                      file + " is no offer that this gateway has signed: ask for it again"));
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, "cannot read the offer " + file);
    }
  }
}
