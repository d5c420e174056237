package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.client.Answer;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.SignedOffer;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The twin's optimiser holds a pump, and somebody cuts the twin off; its carrier goes on. */
final class LostPulseAttack implements Attack {

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int LOWEST = 10;

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    ground.awaitReady();
    ground.awaitSafe();
    try (CommandClient optimiser = ground.stage().client(ground.stage().twinParty())) {
      String volts = ground.step();
      Wish wish = new Wish(DemoScript.PUMP, volts, "V", DemoPolicy.LONGEST_LEASE, "optimised");
      ground.require("the twin's service is not let in", () -> isOpen(optimiser, demand(wish)));
      int before = ground.writes();
      DemoCommand command = ground.begin(wish);
      Optional<Receipt> outcome = operate(optimiser, demand(wish));
      outcome.ifPresent(command::settled);
      ground.stage().pulseStops();
      boolean safe = ground.until(DemoPolicy.LONGEST_LEASE.dividedBy(2), () -> isSafe(ground));
      boolean refused = !isOpen(optimiser, demand(wish));
      int seen = ground.writes() - before;
      ground.stage().pulseReturns();
      boolean confirmed =
          outcome.filter(r -> r.result().outcome() == Outcome.CONFIRMED).isPresent();
      return new Attempt(
          "lost pulse",
          "the twin's service holds pump 1 for a minute, and the twin is cut off",
          confirmed && safe && refused && seen == 2,
          List.of(
              safe ? "pump 1 went safe long before the minute was over" : "pump 1 was held on",
              refused ? "nothing more is taken from the service" : "the service is still let in",
              "the plant saw %d writes: the command, and the safe value".formatted(seen)));
    }
  }

  private static Demand demand(Wish wish) {
    Demand usual = wish.demand();
    return new Demand(usual.point(), usual.value(), usual.unit(), usual.lease(), LOWEST);
  }

  private static boolean isSafe(AttackGround ground) throws IOException {
    return ground.plant().process().volts(1) == Double.parseDouble(DemoPolicy.SAFE_VOLTS);
  }

  private static boolean isOpen(CommandClient client, Demand demand) throws IOException {
    SignedOffer offered = select(client, demand).offered();
    return offered != null && !offered.offer().snapshot().isRefused();
  }

  private static Answer select(CommandClient client, Demand demand) throws IOException {
    return client.select(demand, Origin.OPTIMISER, "optimised", ANSWER);
  }

  private static Optional<Receipt> operate(CommandClient client, Demand demand) throws IOException {
    SignedOffer offered = select(client, demand).offered();
    return offered == null ? Optional.empty() : client.next(client.operate(offered), ANSWER);
  }
}
