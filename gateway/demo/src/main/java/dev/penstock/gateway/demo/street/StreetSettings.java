package dev.penstock.gateway.demo.street;

import java.time.Duration;
import java.util.List;

/**
 * Where street sensors publish.
 *
 * @param brokerUrl for example {@code tcp://127.0.0.1:1883}
 * @param user the MQTT user of all sensors, empty for none
 * @param password never shown by {@link #toString()}
 * @param period how often each measures, from 10 ms
 * @param sensors one or more, with different ids
 */
public record StreetSettings(
    String brokerUrl, String user, String password, Duration period, List<Sensor> sensors) {

  private static final Duration FASTEST = Duration.ofMillis(10);

  public StreetSettings {
    sensors = List.copyOf(sensors);
    if (period.compareTo(FASTEST) < 0) {
      throw new IllegalArgumentException("period " + period + " is shorter than " + FASTEST);
    }
    if (sensors.isEmpty() || sensors.stream().map(Sensor::id).distinct().count() < sensors.size()) {
      throw new IllegalArgumentException("sensors need different ids: " + sensors);
    }
  }

  /**
   * One sensor.
   *
   * @param id {@code [a-z0-9-]+}
   * @param time what its messages say about time
   */
  public record Sensor(String id, SensorTime time) {

    public Sensor {
      if (!id.matches("[a-z0-9-]+")) {
        throw new IllegalArgumentException("a sensor's id is of a-z, 0-9 and -: " + id);
      }
    }

    /** Where it publishes. */
    public String topic() {
      return "street/" + id + "/air";
    }
  }

  /** The demo's two: {@code harbour} knows the time, {@code market} does not; once a second. */
  public static StreetSettings ofTwo(String brokerUrl, String user, String password) {
    return new StreetSettings(
        brokerUrl,
        user,
        password,
        Duration.ofSeconds(1),
        List.of(new Sensor("harbour", SensorTime.ISO_8601), new Sensor("market", SensorTime.NONE)));
  }

  public StreetSettings withPeriod(Duration other) {
    return new StreetSettings(brokerUrl, user, password, other, sensors);
  }

  @Override
  public String toString() {
    return "StreetSettings[brokerUrl="
        + brokerUrl
        + ", user="
        + user
        + ", sensors="
        + sensors
        + "]";
  }
}
