package dev.penstock.gateway.demo.street;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a street smells and sounds like over a day: traffic peaks in the morning and the late
 * afternoon over a quiet night, with slow random drift and sensor noise. Not thread-safe.
 */
public final class StreetAir {

  private static final double DAY_HOURS = 24;
  private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

  private static final double NO2_NIGHT = 14;
  private static final double NO2_PEAK = 32;
  private static final double NOISE_NIGHT = 46;
  private static final double NOISE_PEAK = 20;

  private static final double DRIFT_KEPT = 0.98;

  private final RandomGenerator random;
  private double drift;

  public StreetAir(RandomGenerator random) {
    this.random = random;
  }

  /**
   * One measurement.
   *
   * @param no2 nitrogen dioxide, in µg/m³, one decimal
   * @param noise A-weighted sound pressure level, in dB, one decimal
   */
  public record Reading(double no2, double noise) {}

  /** What the sensors see at that moment; the time of day is UTC. */
  public Reading at(long wallNanos) {
    double traffic = traffic(wallNanos / NANOS_PER_HOUR % DAY_HOURS);
    drift = DRIFT_KEPT * drift + 0.4 * random.nextGaussian();
    double no2 = NO2_NIGHT + NO2_PEAK * traffic + drift + 0.3 * random.nextGaussian();
    double noise = NOISE_NIGHT + NOISE_PEAK * traffic + 1.2 * random.nextGaussian();
    return new Reading(oneDecimal(Math.max(0, no2)), oneDecimal(noise));
  }

  /** 0 at night to about 1 in the rush hours. */
  private static double traffic(double hour) {
    return Math.min(1, bump(hour, 8, 1.5) + bump(hour, 17.5, 2) + 0.5 * bump(hour, 13, 3.5));
  }

  /** A bell around an hour of the day, the same over midnight. */
  private static double bump(double hour, double centre, double width) {
    double distance = Math.abs(hour - centre);
    double around = Math.min(distance, DAY_HOURS - distance) / width;
    return Math.exp(-around * around / 2);
  }

  private static double oneDecimal(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
