package dev.penstock.gateway.actuation;

import java.util.Optional;

/**
 * Whether a model objects. Where there is no forecast nothing is asked of it: what may be written,
 * the interlocks say, and a fine forecast takes none of them away.
 */
final class ForecastGate implements Gate {

  @Override
  public String title() {
    return "forecast";
  }

  @Override
  public Finding check(Case c) {
    return of(c)
        .map(f -> Finding.require(f.isWithin(), Reason.FORECAST, f.words()))
        .orElse(Finding.YES);
  }

  static Optional<Forecast> of(Case c) {
    return c.permit()
        .value(c.order())
        .flatMap(value -> c.world().links().plant().forecast(c.point(), value));
  }
}
