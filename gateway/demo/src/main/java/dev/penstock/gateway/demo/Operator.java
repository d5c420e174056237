package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.tinylog.Logger;

/**
 * The demo's operator: selects, reads the signed offer, operates, and keeps the receipts. Believes
 * nothing that the gateway has not signed. Sends without waiting. Thread-safe.
 */
final class Operator {

  /** An unanswered select is asked again, by another name: the gate may not have been there yet. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  /** After that a wish that nobody answers is given up, and one that is not offered is operated. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Set<PayloadType> ANSWERS =
      EnumSet.of(PayloadType.OFFER, PayloadType.RECEIPT);

  private final OperatorIdentity identity;
  private final RandomGenerator ids;
  private final Consumer<byte[]> gate;
  private final List<DemoCommand> commands = new ArrayList<>();
  private long now;

  /**
   * An operator.
   *
   * @param gate sends an envelope, and may lose it
   */
  Operator(OperatorIdentity identity, RandomGenerator ids, Consumer<byte[]> gate) {
    this.identity = identity;
    this.ids = ids;
    this.gate = gate;
  }

  /** Begins a command. */
  synchronized void ask(Wish wish, long monoNanos) {
    now = monoNanos;
    DemoCommand command = new DemoCommand(wish, now);
    commands.add(command);
    select(command);
  }

  /** Asks again where no answer came. */
  synchronized void remind(long monoNanos) {
    now = monoNanos;
    for (DemoCommand command : commands) {
      boolean late = now - command.askedAt() > ASK_AGAIN.toNanos();
      if (command.stage() == DemoCommand.Stage.SETTLED || !late) {
        continue;
      }
      if (isOutOfPatience(command)) {
        command.givenUp();
      } else if (command.stage() == DemoCommand.Stage.SELECTING) {
        select(command);
      }
    }
  }

  /** Takes what came for our key. */
  synchronized void receive(byte[] raw) {
    Verified answer = EnvelopeReader.open(raw, ANSWERS, KeyLookup.of(identity.gatewayKey()));
    if (!answer.isGood()) {
      Logger.debug("An answer was not believed verdict={}", answer.verdict());
      return;
    }
    try {
      if (answer.type() == PayloadType.OFFER) {
        offered(answer.read(Offer::read), answer.digest());
      } else {
        settled(answer.read(Receipt::read));
      }
    } catch (MalformedException e) {
      Logger.warn("The gateway signed what cannot be read why=\"{}\"", e.getMessage());
    }
  }

  synchronized List<DemoCommand> commands() {
    return List.copyOf(commands);
  }

  /** Those settled since this was asked before. */
  synchronized List<DemoCommand> news() {
    return commands.stream().filter(DemoCommand::isNews).toList();
  }

  /** Whether a command is still on its way. */
  synchronized boolean isBusy() {
    return commands.stream().anyMatch(c -> c.stage() != DemoCommand.Stage.SETTLED);
  }

  private void select(DemoCommand command) {
    Head head = head();
    command.selecting(head.cmdId(), now);
    Wish wish = command.wish();
    send(new Select(head, wish.demand(), Origin.OPERATOR, wish.reason(), Claims.NONE));
  }

  /** What would be refused is asked again, until patience is over. */
  private void offered(Offer offer, String digest) {
    for (DemoCommand command : commands) {
      boolean ours = command.isSelectedBy(offer.reply().cmdId());
      if (ours && (!offer.snapshot().isRefused() || isOutOfPatience(command))) {
        Head head = head();
        command.operating(head.cmdId(), now);
        send(new Operate(head, digest));
      }
    }
  }

  private void settled(Receipt receipt) {
    for (DemoCommand command : commands) {
      if (command.isAbout(receipt.reply().cmdId())) {
        command.settled(receipt);
      }
    }
  }

  private boolean isOutOfPatience(DemoCommand command) {
    return now - command.begunAt() > PATIENCE.toNanos();
  }

  private Head head() {
    String cmdId = "demo-" + HexFormat.of().toHexDigits(ids.nextLong());
    return new Head(identity.gateway(), cmdId, identity.issuer());
  }

  private void send(Message message) {
    gate.accept(Envelope.sign(message, identity.key()).bytes());
  }
}
