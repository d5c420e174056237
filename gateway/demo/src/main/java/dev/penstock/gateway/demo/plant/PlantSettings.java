package dev.penstock.gateway.demo.plant;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a plant is made of.
 *
 * @param folder keeps the certificate, the trusted clients and the write journal; created if absent
 * @param port on 127.0.0.1; 0 picks a free one
 * @param users who may open a session; anonymous never may
 * @param scan how often the controller samples, from 10 ms
 * @param noiseCm standard deviation of the level sensors, in cm
 * @param bench points beside the plant, for load
 */
public record PlantSettings(
    Path folder, int port, List<PlantUser> users, Duration scan, double noiseCm, Bench bench) {

  private static final Duration FASTEST = Duration.ofMillis(10);

  public PlantSettings {
    users = List.copyOf(users);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    if (scan.compareTo(FASTEST) < 0) {
      throw new IllegalArgumentException("scan " + scan + " is shorter than " + FASTEST);
    }
    if (!(noiseCm >= 0)) {
      throw new IllegalArgumentException("noise " + noiseCm + " cm is negative");
    }
  }

  /**
   * Synthetic points {@code Bench.0001} to {@code Bench.<points>}, all changing in every period.
   *
   * @param points how many; 0 for none
   * @param period how often they change, from 10 ms
   */
  public record Bench(int points, Duration period) {

    public static final Bench NONE = new Bench(0, Duration.ofSeconds(1));

    public Bench {
      if (points < 0 || period.compareTo(FASTEST) < 0) {
        throw new IllegalArgumentException(points + " bench points every " + period);
      }
    }

    /** The node name of a point, counted from 1. */
    public static String nodeName(int number) {
      return String.format(Locale.ROOT, "Bench.%04d", number);
    }
  }

  /** A free port, a scan every 100 ms, sensors good to 0.02 cm, no bench points. */
  public static PlantSettings of(Path folder, List<PlantUser> users) {
    return new PlantSettings(folder, 0, users, Duration.ofMillis(100), 0.02, Bench.NONE);
  }

  public PlantSettings withPort(int number) {
    return new PlantSettings(folder, number, users, scan, noiseCm, bench);
  }

  public PlantSettings withScan(Duration period) {
    return new PlantSettings(folder, port, users, period, noiseCm, bench);
  }

  public PlantSettings withNoise(double sigmaCm) {
    return new PlantSettings(folder, port, users, scan, sigmaCm, bench);
  }

  public PlantSettings withBench(int points, Duration period) {
    return new PlantSettings(folder, port, users, scan, noiseCm, new Bench(points, period));
  }
}
