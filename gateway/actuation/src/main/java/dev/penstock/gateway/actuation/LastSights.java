package dev.penstock.gateway.actuation;

import java.util.Optional;

/** What the telemetry path saw last, as of one moment. */
record LastSights(Plant plant, long mono) implements Sights {

  @Override
  public Optional<Sighting> of(String point) {
    return plant.seen(point);
  }
}
