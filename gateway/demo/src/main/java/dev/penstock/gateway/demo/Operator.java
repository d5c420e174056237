package dev.penstock.gateway.demo;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.signing.client.Answer;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.SignedOffer;
import dev.penstock.contract.signing.message.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The demo's operator: does one thing after the other, on a thread of its own. Selects, reads the
 * signed offer, operates, and keeps the receipt. May be asked from any thread.
 */
final class Operator implements Closeable {

  /** An unanswered select is asked again, by another name: the gate may not have been there yet. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  /** After that a wish that nobody answers is given up, and one that is not offered is operated. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final CommandClient client;
  private final MonotonicClock mono;
  private final List<DemoCommand> commands = new ArrayList<>();
  private final BlockingQueue<DemoCommand> wanted = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::work, "demo-operator");

  /**
   * An operator who has not begun.
   *
   * @param client is closed with the operator
   */
  Operator(CommandClient client, MonotonicClock mono) {
    this.client = client;
    this.mono = mono;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks for something, and does not wait. */
  DemoCommand ask(Wish wish) {
    DemoCommand command = new DemoCommand(wish);
    synchronized (commands) {
      commands.add(command);
    }
    wanted.add(command);
    return command;
  }

  List<DemoCommand> commands() {
    synchronized (commands) {
      return List.copyOf(commands);
    }
  }

  /** Those settled since this was asked before. */
  List<DemoCommand> news() {
    return commands().stream().filter(DemoCommand::isNews).toList();
  }

  /** Whether a command is still on its way. */
  boolean isBusy() {
    return !commands().stream().allMatch(DemoCommand::isSettled);
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        carryOut(wanted.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void carryOut(DemoCommand command) {
    try {
      SignedOffer offered = offered(command, mono.nanos() + PATIENCE.toNanos());
      if (offered != null) {
        String digest = client.operate(offered);
        client.next(digest, PATIENCE).ifPresent(command::settled);
      }
    } catch (IOException e) {
      Logger.warn("A command was not sent why=\"{}\"", e.getMessage());
    }
    command.givenUp();
  }

  /** What would be refused is asked again, until patience is over; null if there is no offer. */
  private @Nullable SignedOffer offered(DemoCommand command, long until) throws IOException {
    Wish wish = command.wish();
    while (true) {
      Answer answer = client.select(wish.demand(), Origin.OPERATOR, wish.reason(), ASK_AGAIN);
      boolean late = mono.nanos() - until > 0 || Thread.currentThread().isInterrupted();
      if (answer.refusal() != null) {
        command.settled(answer.refusal());
        return null;
      }
      SignedOffer offered = answer.offered();
      if (offered == null && late) {
        return null;
      }
      if (offered != null && (late || !offered.offer().snapshot().isRefused())) {
        return offered;
      }
      if (offered != null) {
        client.next(offered.digest(), ASK_AGAIN); // Nothing answers an offer: this only waits.
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
