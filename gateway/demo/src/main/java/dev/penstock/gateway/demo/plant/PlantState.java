package dev.penstock.gateway.demo.plant;

import java.util.Locale;

/** The plant's life cycle state. */
public enum PlantState {
  RUNNING,
  MAINTENANCE;

  /** As the node {@code Plant.State} shows it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
