package dev.penstock.deviceprofiles.fit;

import java.util.List;

/**
 * Refuses what a consumer would command beyond what the device offers; it is never clamped.
 *
 * @param offered in the consumer's unit
 * @param wanted in the consumer's unit
 */
record LimitTightening(Interval offered, Interval wanted) implements Executable {

  boolean allows(double value) {
    return value >= offered.min() && value <= offered.max();
  }

  @Override
  public List<Vector> run() {
    double middle = (offered.min() + offered.max()) / 2;
    return List.of(
        Vector.of("min", offered.min(), allows(offered.min()), true),
        Vector.of("mid", middle, allows(middle), true),
        Vector.of("max", offered.max(), allows(offered.max()), true),
        Vector.of("NaN", Double.NaN, allows(Double.NaN), false),
        beyond("below offered", wanted.min(), offered.min()),
        beyond("above offered", wanted.max(), offered.max()));
  }

  private Vector beyond(String name, double value, double bound) {
    return Vector.of(name, value, allows(value), value == bound);
  }
}
