package dev.penstock.gateway.demo.plant;

import java.util.List;

/**
 * The dimensions of a quadruple tank, numbered as in the paper. Tank 3 drains into tank 1 and tank
 * 4 into tank 2; pump 1 feeds tanks 1 and 4, pump 2 feeds tanks 2 and 3.
 *
 * @param tanks the four tanks, in order
 * @param pumps the two pumps with their valves, in order
 * @param heightCm where a tank overflows, in cm
 * @param leakCm2 the outlet that opens in tank 1 while it leaks, in cm²
 */
public record TankParameters(List<Tank> tanks, List<Pump> pumps, double heightCm, double leakCm2) {

  /** Standard gravity as the paper uses it, in cm/s². */
  static final double GRAVITY = 981;

  public TankParameters {
    tanks = List.copyOf(tanks);
    pumps = List.copyOf(pumps);
    if (tanks.size() != QuadrupleTank.TANKS || pumps.size() != QuadrupleTank.PUMPS) {
      throw new IllegalArgumentException("a quadruple tank has four tanks and two pumps");
    }
    if (!(heightCm > 0) || !(leakCm2 >= 0)) {
      throw new IllegalArgumentException("height must be positive and leak not negative");
    }
  }

  /**
   * One tank.
   *
   * @param areaCm2 cross-section, in cm²
   * @param outletCm2 cross-section of the outlet hole, in cm²
   */
  public record Tank(double areaCm2, double outletCm2) {

    public Tank {
      if (!(areaCm2 > 0) || !(outletCm2 > 0)) {
        throw new IllegalArgumentException("a tank has an area and an outlet");
      }
    }
  }

  /**
   * One pump and the valve that splits its flow.
   *
   * @param gain flow per volt, in cm³/(V·s)
   * @param gamma the share of the flow that goes to the lower tank, 0 to 1
   */
  public record Pump(double gain, double gamma) {

    public Pump {
      if (!(gain > 0) || !(gamma >= 0 && gamma <= 1)) {
        throw new IllegalArgumentException("a pump has a gain, and gamma is between 0 and 1");
      }
    }
  }

  /** The published minimum-phase setting: most of the water goes straight to the lower tanks. */
  public static TankParameters minimumPhase() {
    return published(new Pump(3.33, 0.70), new Pump(3.35, 0.60));
  }

  /** The published setting that moves the wrong way first: most water takes the upper tanks. */
  public static TankParameters nonMinimumPhase() {
    return published(new Pump(3.14, 0.43), new Pump(3.29, 0.34));
  }

  private static TankParameters published(Pump one, Pump two) {
    Tank odd = new Tank(28, 0.071);
    Tank even = new Tank(32, 0.057);
    return new TankParameters(List.of(odd, even, odd, even), List.of(one, two), 20, 0.02);
  }

  /** Where the levels come to rest, without a leak, while both voltages are kept. */
  public List<Double> restingLevelsCm(double volts1, double volts2) {
    double flow1 = pumps.get(0).gain() * volts1;
    double flow2 = pumps.get(1).gain() * volts2;
    double gamma1 = pumps.get(0).gamma();
    double gamma2 = pumps.get(1).gamma();
    double into3 = (1 - gamma2) * flow2;
    double into4 = (1 - gamma1) * flow1;
    return List.of(
        restingLevel(1, gamma1 * flow1 + into3),
        restingLevel(2, gamma2 * flow2 + into4),
        restingLevel(3, into3),
        restingLevel(4, into4));
  }

  private double restingLevel(int tank, double inflow) {
    double speed = inflow / tanks.get(tank - 1).outletCm2();
    return speed * speed / (2 * GRAVITY);
  }
}
