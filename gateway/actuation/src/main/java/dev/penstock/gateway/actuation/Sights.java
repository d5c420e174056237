package dev.penstock.gateway.actuation;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Value;
import java.time.Duration;
import java.util.Optional;

/** The plant at one moment, from the telemetry path or read from the device just now. */
interface Sights {

  Optional<Sighting> of(String point);

  /** When it was, on the monotonic clock. */
  long mono();

  /** The value of a point if it is good and not older than this. */
  default Optional<Value> good(String point, Duration maxAge) {
    return of(point)
        .filter(s -> s.observation().isGood() && !s.isOlderThan(maxAge, mono()))
        .filter(s -> !Flag.UNIT_CHANGED.in(s.observation().judgement().flags()))
        .map(s -> s.observation().value())
        .filter(Sights::isDefined);
  }

  private static boolean isDefined(Value value) {
    return !value.type().isNumeric() || Double.isFinite(value.asDouble());
  }
}
