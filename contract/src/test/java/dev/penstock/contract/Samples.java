package dev.penstock.contract;

import dev.penstock.contract.PointDescriptor.ProfileRef;
import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.contract.PointDescriptor.TimePolicy;
import dev.penstock.contract.PointDescriptor.ValidRange;
import java.util.List;

/** Points for the tests of this package. */
final class Samples {

  private Samples() {}

  static PointDescriptor level(String point) {
    return level(point, Aggregation.INSTANT);
  }

  static PointDescriptor level(String point, Aggregation aggregation) {
    return new PointDescriptor(
        point,
        "https://example.org/asset/1",
        new ProfileRef("quadruple-tank", "1.0.0", "ab12"),
        ValueType.DOUBLE,
        "cm",
        "http://qudt.org/vocab/quantitykind/Height",
        aggregation,
        new Reporting(100_000_000L, 0.01, 30_000_000_000L, 5_000_000_000L),
        new TimePolicy(TimeBasis.UNKNOWN, 200_000_000L, 0, 10_000_000_000L),
        new ValidRange(0, 20, Double.NaN),
        0.02,
        "operational");
  }

  static Dictionary dictionary() {
    return new Dictionary(List.of(level("tank/level"), level("tank/level2")));
  }
}
