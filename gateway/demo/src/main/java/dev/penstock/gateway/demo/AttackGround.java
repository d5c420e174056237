package dev.penstock.gateway.demo;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Json;
import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.client.Answer;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.SignedOffer;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.demo.plant.PlantJournal;
import dev.penstock.gateway.demo.plant.PlantServer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where attacks are tried: the running demo, the operator who does nothing wrong, and the owner of
 * the broker who does. Keeps the demo going while an attack waits. Used by one thread.
 */
final class AttackGround implements Closeable {

  static final String COMMANDS = "penstock/" + GatewayYaml.GATEWAY + "/cmd";
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 50;

  /** A write follows its OPERATE within milliseconds. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

  /** Becomes true, or not. */
  @FunctionalInterface
  interface Check {
    boolean holds() throws IOException;
  }

  /** What a command met. */
  record Met(Optional<SignedOffer> offer, Optional<Receipt> receipt) {

    String words() {
      return receipt
          .map(r -> r.result().outcome() + " " + r.result().code() + ": " + r.result().words())
          .orElse(offer.isPresent() ? "no receipt" : "no answer");
    }

    boolean isRefusedFor(String code) {
      return receipt.filter(r -> r.result().code().equals(code)).isPresent();
    }
  }

  private final DemoStage stage;
  private final Clocks clocks;
  private final CommandClient operator;
  private final BrokerOwner owner;
  private final List<DemoCommand> commands = new ArrayList<>();

  AttackGround(DemoStage stage, DemoTools tools) throws IOException {
    this.stage = stage;
    this.clocks = tools.clocks();
    this.operator = stage.client(stage.operatorParty());
    this.owner = stage.brokerOwner();
  }

  DemoStage stage() {
    return stage;
  }

  PlantServer plant() throws IOException {
    return stage.site().plant();
  }

  CommandClient operator() {
    return operator;
  }

  BrokerOwner owner() {
    return owner;
  }

  /** Everything that was asked in this tour, with what was answered. */
  List<DemoCommand> commands() {
    return List.copyOf(commands);
  }

  /** How many writes of the gateway, carried out or not, the plant has seen. */
  int writes() throws IOException {
    return (int) journal().count();
  }

  /** Those after the first so many. */
  List<PlantJournal.Entry> writesSince(int mark) throws IOException {
    return journal().skip(mark).toList();
  }

  private Stream<PlantJournal.Entry> journal() throws IOException {
    return plant().journal().entries().stream()
        .filter(entry -> entry.user().equals(GatewayYaml.USER));
  }

  static Wish wish(String point, String value) {
    return new Wish(point, value, "V", LEASE, "the tour of attacks");
  }

  /** Asks, and operates what is offered, whatever the offer says it would meet. */
  Met command(CommandClient client, Wish wish) throws IOException {
    Answer answer = client.select(wish.demand(), Origin.OPERATOR, wish.reason(), ANSWER);
    SignedOffer offered = answer.offered();
    if (offered == null) {
      return new Met(Optional.empty(), Optional.ofNullable(answer.refusal()));
    }
    DemoCommand command = begin(wish);
    Optional<Receipt> receipt = client.next(client.operate(offered), ANSWER);
    receipt.ifPresent(command::settled);
    command.givenUp();
    return new Met(Optional.of(offered), receipt);
  }

  /** Notes that something is asked for, for the reckoning. */
  DemoCommand begin(Wish wish) {
    DemoCommand command = new DemoCommand(wish);
    commands.add(command);
    return command;
  }

  /** What a command would meet; nothing is operated. */
  Optional<SignedOffer> look(CommandClient client, Wish wish) throws IOException {
    Answer answer = client.select(wish.demand(), Origin.OPERATOR, wish.reason(), ANSWER);
    return Optional.ofNullable(answer.offered());
  }

  /** Waits until pump 1 could be moved. */
  void awaitReady() throws IOException, InterruptedException, CannotGoOn {
    Wish small = wish(DemoScript.PUMP, step());
    require("pump 1 cannot be moved", () -> isOpen(operator, small));
  }

  boolean isOpen(CommandClient client, Wish wish) throws IOException {
    return look(client, wish).filter(o -> !o.offer().snapshot().isRefused()).isPresent();
  }

  /** Whether not even a select is taken, for this reason. */
  boolean isTurnedAway(CommandClient client, Wish wish, String code) throws IOException {
    Answer answer = client.select(wish.demand(), Origin.OPERATOR, wish.reason(), ANSWER);
    Receipt refusal = answer.refusal();
    return refusal != null && refusal.result().code().equals(code);
  }

  /** The same after all that was sent before was taken; a write would have been seen by then. */
  boolean awaitTurnedAway(Wish wish, String code)
      throws IOException, InterruptedException, CannotGoOn {
    pass(LONG_ENOUGH);
    return isTurnedAway(operator, wish, code);
  }

  /** A voltage for pump 1 within one step of the present one, and not the safe one. */
  String step() throws IOException {
    double now = plant().process().volts(1);
    return now < 1.2 ? "1.6" : now < 3 ? "2.2" : "3.2";
  }

  /** Waits for the end of every lease: pump 1 is at its safe value again. */
  void awaitSafe() throws IOException, InterruptedException, CannotGoOn {
    double safe = Double.parseDouble(DemoPolicy.SAFE_VOLTS);
    require("pump 1 does not go back", () -> plant().process().volts(1) == safe);
  }

  void sign(Message message, Signer... signers) throws IOException {
    owner.publish(COMMANDS, Envelope.sign(message, signers).bytes(), false);
  }

  /** The console's status. */
  Json status() throws IOException {
    return stage.status();
  }

  /** Waits for what the tour itself needs. */
  void require(String otherwise, Check check) throws IOException, InterruptedException, CannotGoOn {
    if (!until(PATIENCE, check)) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE,
          "the tour cannot go on: %s within %d s; the logs in the demo's folder say why"
              .formatted(otherwise, PATIENCE.toSeconds()));
    }
  }

  /** Keeps the demo going until something holds, or time is up. */
  boolean until(Duration patience, Check check)
      throws IOException, InterruptedException, CannotGoOn {
    long until = clocks.mono().nanos() + patience.toNanos();
    while (!check.holds()) {
      if (clocks.mono().nanos() - until > 0) {
        return false;
      }
      tend();
    }
    return true;
  }

  /**
   * Waits until the gate has answered something that came after all that was sent, and then so long
   * that a write would have been seen.
   *
   * @return whether it answered
   */
  boolean hasTakenAll() throws IOException, InterruptedException, CannotGoOn {
    Wish any = wish(DemoScript.PUMP, step());
    boolean answered = until(PATIENCE, () -> look(operator, any).isPresent());
    pass(LONG_ENOUGH);
    return answered;
  }

  /** Lets so much time pass. */
  void pass(Duration time) throws IOException, InterruptedException, CannotGoOn {
    until(time, () -> false);
  }

  private void tend() throws IOException, InterruptedException, CannotGoOn {
    stage.tend(clocks.mono().nanos());
    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
  }

  @Override
  public void close() {
    operator.close();
    owner.close();
  }
}
