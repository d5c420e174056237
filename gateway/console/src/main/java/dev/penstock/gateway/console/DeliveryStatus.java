package dev.penstock.gateway.console;

import java.util.List;
import java.util.Objects;

/** What becomes of the observations: kept, delivered, lost. */
public record DeliveryStatus(
    JournalStatus journal, List<UplinkStatus> uplinks, List<LossStatus> losses) {

  public DeliveryStatus {
    Objects.requireNonNull(journal, "journal");
    uplinks = List.copyOf(uplinks);
    losses = List.copyOf(losses);
  }
}
