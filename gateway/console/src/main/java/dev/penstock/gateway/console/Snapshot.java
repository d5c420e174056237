package dev.penstock.gateway.console;

import java.time.Instant;
import java.util.Objects;

/**
 * What the page shows, as of one moment.
 *
 * @param takenAt by the gateway's wall clock; ages on the page are counted from it, never from the
 *     browser's clock
 */
public record Snapshot(
    Instant takenAt,
    GatewayStatus gateway,
    PlantStatus plant,
    DeliveryStatus delivery,
    CommandsStatus commands) {

  public Snapshot {
    Objects.requireNonNull(takenAt, "takenAt");
    Objects.requireNonNull(gateway, "gateway");
    Objects.requireNonNull(plant, "plant");
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(commands, "commands");
  }
}
