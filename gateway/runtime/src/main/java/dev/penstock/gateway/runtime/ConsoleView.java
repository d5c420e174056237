package dev.penstock.gateway.runtime;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Clocks;
import dev.penstock.gateway.console.ClockStatus;
import dev.penstock.gateway.console.CommandsStatus;
import dev.penstock.gateway.console.Condition;
import dev.penstock.gateway.console.ConsoleBackend;
import dev.penstock.gateway.console.DeliveryStatus;
import dev.penstock.gateway.console.GatewayStatus;
import dev.penstock.gateway.console.Health;
import dev.penstock.gateway.console.PlantStatus;
import dev.penstock.gateway.console.Snapshot;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the console is shown of the gateway. */
final class ConsoleView implements ConsoleBackend {

  private final Supplier<GatewayStatus.Identity> identity;
  private final ClockBook book;
  private final Clocks clocks;
  private final PlantView plant;
  private final DeliveryView delivery;
  private final Supplier<CommandsStatus> commands;
  private final Metrics metrics;
  private final Instant startedAt;

  /** The parts of the page that have a view of their own. */
  record Parts(
      PlantView plant, DeliveryView delivery, Supplier<CommandsStatus> commands, Metrics metrics) {}

  ConsoleView(
      Supplier<GatewayStatus.Identity> identity, ClockBook book, Clocks clocks, Parts parts) {
    this.identity = identity;
    this.book = book;
    this.clocks = clocks;
    this.plant = parts.plant();
    this.delivery = parts.delivery();
    this.commands = parts.commands();
    this.metrics = parts.metrics();
    this.startedAt = Moments.instant(clocks.wall().nanos());
  }

  @Override
  public Snapshot snapshot() {
    PlantStatus plantNow = plant.status();
    DeliveryStatus deliveryNow = delivery.status();
    ClockEntry clock = book.gateway();
    return new Snapshot(
        Moments.instant(clocks.wall().nanos()),
        new GatewayStatus(
            identity.get(),
            startedAt,
            overall(plantNow, deliveryNow),
            new ClockStatus(clock.state(), Moments.durationOrNull(clock.errorBound()))),
        plantNow,
        deliveryNow,
        commands.get());
  }

  private static Condition overall(PlantStatus plant, DeliveryStatus delivery) {
    long wrong =
        Stream.of(
                plant.devices().stream().map(d -> d.condition()),
                delivery.uplinks().stream().map(u -> u.condition()),
                Stream.of(delivery.journal().condition()))
            .flatMap(conditions -> conditions)
            .filter(condition -> !condition.isOk())
            .count();
    return wrong == 0
        ? Condition.ok("running")
        : new Condition(Health.ATTENTION, "running, with problems", wrong + " need attention");
  }

  @Override
  public Condition readiness() {
    return delivery.condition();
  }

  @Override
  public String metrics() {
    return metrics.text();
  }
}
