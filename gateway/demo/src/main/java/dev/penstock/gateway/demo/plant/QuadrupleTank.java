package dev.penstock.gateway.demo.plant;

import java.time.Duration;
import java.util.List;

/**
 * Johansson's quadruple-tank process (2000), integrated by the classical Runge-Kutta method in
 * steps of {@link #STEP}. Tanks are numbered 1 to 4 and pumps 1 and 2, as in the paper.
 *
 * <p>Every cm³ is accounted for: volume now = volume at the start + {@link #pumpedCm3()} + {@link
 * #pouredCm3()} − {@link #drainedCm3()} − {@link #overflowedCm3()}, to rounding. Not thread-safe.
 */
public final class QuadrupleTank {

  public static final int TANKS = 4;
  public static final int PUMPS = 2;

  /** A thousandth of the fastest time constant that matters. */
  public static final Duration STEP = Duration.ofMillis(10);

  public static final double MAX_VOLTS = 10;

  private static final double H = STEP.toNanos() / 1e9;
  private static final int DRAINED = TANKS;

  private final TankParameters parameters;
  private final double[] volts = new double[PUMPS];

  /** Four levels in cm, then the volume that left through outlets in cm³. */
  private final double[] state = new double[TANKS + 1];

  private final double[] k1 = new double[TANKS + 1];
  private final double[] k2 = new double[TANKS + 1];
  private final double[] k3 = new double[TANKS + 1];
  private final double[] k4 = new double[TANKS + 1];
  private final double[] trial = new double[TANKS + 1];

  private double pumped;
  private double poured;
  private double overflowed;
  private boolean leaking;

  /**
   * A plant with both pumps off.
   *
   * @param levelsCm four levels, each between 0 and the height of the tank
   */
  public QuadrupleTank(TankParameters parameters, List<Double> levelsCm) {
    this.parameters = parameters;
    for (int i = 0; i < TANKS; i++) {
      double level = levelsCm.get(i);
      if (!(level >= 0 && level <= parameters.heightCm())) {
        throw new IllegalArgumentException("tank " + (i + 1) + " cannot hold " + level + " cm");
      }
      state[i] = level;
    }
  }

  /** The published minimum-phase operating point: both pumps at 3 V, levels as printed. */
  public static QuadrupleTank atPublishedPoint() {
    QuadrupleTank tank =
        new QuadrupleTank(TankParameters.minimumPhase(), List.of(12.4, 12.7, 1.8, 1.4));
    tank.setVolts(1, 3);
    tank.setVolts(2, 3);
    return tank;
  }

  public double levelCm(int tank) {
    return state[tank - 1];
  }

  public double volts(int pump) {
    return volts[pump - 1];
  }

  /** What the pump delivers now, in cm³/s. */
  public double flowCm3PerS(int pump) {
    return parameters.pumps().get(pump - 1).gain() * volts[pump - 1];
  }

  /** Sets a pump's voltage; outside 0 to {@link #MAX_VOLTS} the amplifier saturates. */
  public void setVolts(int pump, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("pump " + pump + ": the voltage is not a number");
    }
    volts[pump - 1] = Math.max(0, Math.min(MAX_VOLTS, value));
  }

  public boolean isLeaking() {
    return leaking;
  }

  public void setLeaking(boolean leaking) {
    this.leaking = leaking;
  }

  /** Somebody pours water into a tank, or bails it out, until it stands at this level. */
  public void setLevelCm(int tank, double levelCm) {
    if (!(levelCm >= 0 && levelCm <= parameters.heightCm())) {
      throw new IllegalArgumentException("tank " + tank + " cannot hold " + levelCm + " cm");
    }
    poured += (levelCm - state[tank - 1]) * areaCm2(tank - 1);
    state[tank - 1] = levelCm;
  }

  /** Water that came by {@link #setLevelCm} since the start; negative if more was bailed out. */
  public double pouredCm3() {
    return poured;
  }

  /** Water delivered by the pumps since the start. */
  public double pumpedCm3() {
    return pumped;
  }

  /** Water that left the plant through the outlets of tanks 1 and 2 and the leak. */
  public double drainedCm3() {
    return state[DRAINED];
  }

  /** Water that ran over the rim of any tank. */
  public double overflowedCm3() {
    return overflowed;
  }

  /** Water in all four tanks. */
  public double volumeCm3() {
    double volume = 0;
    for (int i = 0; i < TANKS; i++) {
      volume += state[i] * areaCm2(i);
    }
    return volume;
  }

  /** Moves the plant on by a number of steps of {@link #STEP}. */
  public void advance(long steps) {
    for (long i = 0; i < steps; i++) {
      step();
    }
  }

  private void step() {
    slope(state, k1);
    slope(moved(H / 2, k1), k2);
    slope(moved(H / 2, k2), k3);
    slope(moved(H, k3), k4);
    for (int i = 0; i < state.length; i++) {
      state[i] += H / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
    pumped += H * (flowCm3PerS(1) + flowCm3PerS(2));
    for (int i = 0; i < TANKS; i++) {
      keepWithinRim(i);
    }
  }

  private double[] moved(double seconds, double[] slope) {
    for (int i = 0; i < state.length; i++) {
      trial[i] = state[i] + seconds * slope[i];
    }
    return trial;
  }

  /** The right-hand side of the model: cm/s for the levels, cm³/s for what drains. */
  private void slope(double[] x, double[] dx) {
    double out1 = outflow(0, x);
    double out2 = outflow(1, x);
    double out3 = outflow(2, x);
    double out4 = outflow(3, x);
    double leak = leaking ? parameters.leakCm2() * speed(x[0]) : 0;
    double flow1 = flowCm3PerS(1);
    double flow2 = flowCm3PerS(2);
    double gamma1 = parameters.pumps().get(0).gamma();
    double gamma2 = parameters.pumps().get(1).gamma();
    dx[0] = (out3 + gamma1 * flow1 - out1 - leak) / areaCm2(0);
    dx[1] = (out4 + gamma2 * flow2 - out2) / areaCm2(1);
    dx[2] = ((1 - gamma2) * flow2 - out3) / areaCm2(2);
    dx[3] = ((1 - gamma1) * flow1 - out4) / areaCm2(3);
    dx[DRAINED] = out1 + out2 + leak;
  }

  private double outflow(int index, double[] x) {
    return parameters.tanks().get(index).outletCm2() * speed(x[index]);
  }

  /** Torricelli: how fast water leaves a hole under this head, in cm/s. */
  private static double speed(double headCm) {
    return Math.sqrt(2 * TankParameters.GRAVITY * Math.max(0, headCm));
  }

  private double areaCm2(int index) {
    return parameters.tanks().get(index).areaCm2();
  }

  /**
   * A step may overshoot a rim or an empty tank by a hair: the ledger gets what the tank cannot.
   */
  private void keepWithinRim(int index) {
    double excess = state[index] - parameters.heightCm();
    if (excess > 0) {
      overflowed += excess * areaCm2(index);
      state[index] = parameters.heightCm();
    } else if (state[index] < 0) {
      state[DRAINED] += state[index] * areaCm2(index);
      state[index] = 0;
    }
  }
}
