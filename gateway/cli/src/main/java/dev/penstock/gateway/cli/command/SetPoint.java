package dev.penstock.gateway.cli.command;

import dev.penstock.contract.signing.client.Answer;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.SignedOffer;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.LiveValue;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.DurationText;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves a point: select, look, sign, follow. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the gateway what a write would meet, shows what it signed for that, asks you, signs, and"
          + " follows until it was read back.",
      "The unit is the policy's; nothing is converted."
    },
    footer = {
      "",
      "Examples:",
      "  penstock command set tank/pump1Voltage 3.4 --key anna.key --reason demand --for 10m",
      "  penstock command set tank/pump1Voltage 3.4 --key anna.key --dry-run --json"
    })
final class SetPoint implements Callable<Integer> {

  /** Until the gateway has said how long and in which unit. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private static final String NO_UNIT = "1";
  private static final Duration USUAL = Duration.ofMinutes(10);

  @Mixin private Conversation conversation;

  @Parameters(index = "0", paramLabel = "POINT", description = "device/point")
  private String point;

  @Parameters(index = "1", paramLabel = "VALUE", description = "A decimal, true or false.")
  private String value;

  @Option(
      names = "--unit",
      paramLabel = "UCUM",
      description = "The unit of the value; left out, the gateway says which it is.")
  private @Nullable String unit;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "How long to hold it: 30s, 10m. Left out, as long as allowed, at most 10m.")
  private @Nullable Duration lease;

  @Option(
      names = "--priority",
      paramLabel = "N",
      defaultValue = "50",
      description = "0 to 100; a higher one takes the point from a lower one (${DEFAULT-VALUE}).")
  private int priority;

  @Option(
      names = "--dry-run",
      description = "Only say what would be refused, and why. Nothing is written.")
  private boolean dryRun;

  @Option(
      names = "--follow",
      description = "Stay until the point is no longer held, and say how that ended.")
  private boolean follow;

  @Option(
      names = "--offer",
      paramLabel = "FILE",
      description = "Write the offer there, for who shall approve it (offer.json).")
  private Path offerFile = Path.of("offer.json");

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  SetPoint() {}

  @Override
  public Integer call() throws CannotGoOn {
    SignedValue wanted = wanted();
    try (CommandClient client = conversation.caller().connect(conversation.terminal())) {
      Answer answer = ask(client, wanted);
      Receipt refusal = answer.refusal();
      if (refusal != null) {
        return conversation.tell(refusal);
      }
      SignedOffer offered = answer.offered();
      if (offered == null) {
        throw Conversation.nobodyAnswered();
      }
      return decide(client, offered);
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private SignedValue wanted() throws CannotGoOn {
    try {
      return SignedValue.parse(value);
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(
          ExitCode.USAGE, value + " is no value: write a decimal such as 3.4, or true or false");
    }
  }

  /** What was left out the gateway's first offer tells; the second is the one to be signed. */
  private Answer ask(CommandClient client, SignedValue wanted) throws IOException {
    Answer first =
        select(client, wanted, unit == null ? NO_UNIT : unit, lease == null ? SHORTEST : lease);
    SignedOffer offered = first.offered();
    if (offered == null || (unit != null && lease != null)) {
      return first;
    }
    client.cancel(offered);
    return select(client, wanted, unitIn(offered), leaseIn(offered));
  }

  private Answer select(CommandClient client, SignedValue wanted, String in, Duration held)
      throws IOException {
    Demand demand = new Demand(point, wanted, in, held, priority);
    return client.select(demand, Origin.OPERATOR, conversation.reason(), Conversation.PATIENCE);
  }

  private String unitIn(SignedOffer offered) {
    return unit != null
        ? unit
        : offered.offer().snapshot().values().stream()
            .filter(live -> live.point().equals(point))
            .map(LiveValue::unit)
            .findFirst()
            .orElse(NO_UNIT);
  }

  private Duration leaseIn(SignedOffer offered) {
    Duration most = offered.offer().snapshot().limits().leaseMax();
    Duration usual = most.compareTo(USUAL) < 0 ? most : USUAL;
    return lease != null ? lease : usual.isZero() ? SHORTEST : usual;
  }

  private int decide(CommandClient client, SignedOffer offered) throws IOException, CannotGoOn {
    OfferText text = new OfferText(offered.offer());
    conversation.show(text.lines());
    boolean refused = offered.offer().snapshot().isRefused();
    if (refused || dryRun) {
      client.cancel(offered);
      List<String> lines = refused ? text.refusals() : List.of("would be carried out");
      conversation.conclude(lines, text::write);
      return refused ? ExitCode.REFUSED : ExitCode.OK;
    }
    if (!isApproved(offered) || !conversation.agrees("Carry this out?")) {
      client.cancel(offered);
      conversation.conclude(
          List.of("not carried out: you did not say yes; nothing was written"),
          json -> json.field("outcome", "CANCELLED"));
      return ExitCode.REFUSED;
    }
    return carryOut(client, offered);
  }

  /** Whoever approves needs the offer itself: it is what both sign. */
  private boolean isApproved(SignedOffer offered) throws CannotGoOn {
    if (offered.offer().snapshot().approvals() == 0) {
      return true;
    }
    try {
      Files.write(offerFile, offered.envelope());
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, "cannot write the offer to " + offerFile);
    }
    return conversation.confirms(
        "Have it approved within %s, by another person: penstock command approve %s --key …%nIs that done?"
            .formatted(OfferText.span(offered.offer().ticket().ttl()), offerFile));
  }

  private int carryOut(CommandClient client, SignedOffer offered) throws IOException {
    String digest = client.operate(offered);
    Optional<Receipt> receipt = client.next(digest, offered.offer().ticket().ttl());
    if (receipt.isEmpty()) {
      conversation.conclude(
          List.of(
              "no answer: it may have been carried out. Look at the plant, and at penstock status"),
          json -> json.field("outcome", "UNANSWERED"));
      return ExitCode.NOT_KNOWN;
    }
    int code = conversation.tell(receipt.get());
    return follow ? follow(client, digest, receipt.get(), code) : code;
  }

  private int follow(CommandClient client, String digest, Receipt first, int code) {
    Receipt last = first;
    while (!new ReceiptText(last).isLast() && !Thread.currentThread().isInterrupted()) {
      Optional<Receipt> next = client.next(digest, Conversation.PATIENCE);
      if (next.isPresent()) {
        last = next.get();
        conversation.tell(last);
      }
    }
    return code;
  }
}
