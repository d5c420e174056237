package dev.penstock.gateway.demo.plant;

import dev.penstock.contract.Clocks;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The tanks in real time, with their sensors and the switches on the local panel. Asked, it first
 * integrates what has passed on the monotonic clock. All methods may be called from any thread.
 */
public final class PlantProcess {

  /** A sleeping laptop wakes up to this much at most; what is beyond is not simulated. */
  static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(10);

  private static final double STEPS_PER_CM = 1_000;

  private static final long STEP_NANOS = QuadrupleTank.STEP.toNanos();

  private final QuadrupleTank tank;
  private final Clocks clocks;
  private final RandomGenerator noise;
  private final double sigmaCm;

  private PlantState state = PlantState.RUNNING;
  private boolean localMode;
  private boolean keyIsIn = true;
  private long integratedTo;

  /**
   * A process that starts now.
   *
   * @param sigmaCm standard deviation of a level sensor, in cm
   */
  PlantProcess(QuadrupleTank tank, Clocks clocks, RandomGenerator noise, double sigmaCm) {
    this.tank = tank;
    this.clocks = clocks;
    this.noise = noise;
    this.sigmaCm = sigmaCm;
    this.integratedTo = clocks.mono().nanos();
  }

  /** The true level, without sensor noise. */
  public synchronized double levelCm(int tankNumber) {
    catchUp();
    return tank.levelCm(tankNumber);
  }

  /** Somebody pours water into a tank, or bails it out. */
  public synchronized void setLevelCm(int tankNumber, double levelCm) {
    catchUp();
    tank.setLevelCm(tankNumber, levelCm);
  }

  public synchronized double volts(int pump) {
    return tank.volts(pump);
  }

  public synchronized void setVolts(int pump, double volts) {
    catchUp();
    tank.setVolts(pump, volts);
  }

  public synchronized void setLeaking(boolean leaking) {
    catchUp();
    tank.setLeaking(leaking);
  }

  public synchronized boolean isLocalMode() {
    return localMode;
  }

  /** Puts the key into its switch at the panel, or takes it out. */
  public synchronized void setKeyIsIn(boolean isIn) {
    keyIsIn = isIn;
  }

  public synchronized void setLocalMode(boolean localMode) {
    this.localMode = localMode;
  }

  public synchronized PlantState state() {
    return state;
  }

  public synchronized void setState(PlantState state) {
    this.state = state;
  }

  /** Water that ran over any rim since the start, in cm³. */
  public synchronized double overflowedCm3() {
    catchUp();
    return tank.overflowedCm3();
  }

  /** One scan of all points, with sensor noise. */
  synchronized PlantSample sample() {
    catchUp();
    Map<PlantPoint, Object> values = new EnumMap<>(PlantPoint.class);
    values.put(PlantPoint.TANK1_LEVEL, sensedLevel(1));
    values.put(PlantPoint.TANK2_LEVEL, sensedLevel(2));
    values.put(PlantPoint.TANK3_LEVEL, sensedLevel(3));
    values.put(PlantPoint.TANK4_LEVEL, sensedLevel(4));
    values.put(PlantPoint.PUMP1_VOLTAGE, tank.volts(1));
    values.put(PlantPoint.PUMP2_VOLTAGE, tank.volts(2));
    values.put(PlantPoint.PUMP1_FLOW, tank.flowCm3PerS(1));
    values.put(PlantPoint.PUMP2_FLOW, tank.flowCm3PerS(2));
    values.put(PlantPoint.STATE, state.text());
    values.put(PlantPoint.LOCAL_MODE, localMode);
    values.put(PlantPoint.KEY_SWITCH, keyIsIn);
    values.put(PlantPoint.TANK1_LEAK, tank.isLeaking());
    return new PlantSample(clocks.wall().nanos(), values);
  }

  /** A transmitter has noise, and no more digits than it resolves. */
  private double sensedLevel(int tankNumber) {
    double level = tank.levelCm(tankNumber) + sigmaCm * noise.nextGaussian();
    return Math.max(0, Math.rint(level * STEPS_PER_CM) / STEPS_PER_CM);
  }

  /** Whole steps only; the rest waits for the next call, so that no time is lost or invented. */
  private void catchUp() {
    long due = clocks.mono().nanos() - integratedTo;
    long skipped = Math.max(0, due - LONGEST_CATCH_UP.toNanos());
    long steps = (due - skipped) / STEP_NANOS;
    tank.advance(steps);
    integratedTo += skipped + steps * STEP_NANOS;
  }
}
