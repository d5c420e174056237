package dev.penstock.gateway.demo.street;

import dev.penstock.contract.WallClock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.tinylog.Logger;

/** A street's sensors, publishing at QoS 1 from {@link #start} to {@link #close}. Any thread. */
public final class StreetSensors implements Closeable {

  private final List<StreetSensor> sensors = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "street-sensors");
            created.setDaemon(true);
            return created;
          });

  private StreetSensors() {}

  /**
   * Connects every sensor and has it measure at once.
   *
   * @param wall the sensors' clock
   * @param random for the air and the noise; used by one thread
   * @throws IOException if the broker cannot be reached or refuses the user
   */
  public static StreetSensors start(StreetSettings settings, WallClock wall, RandomGenerator random)
      throws IOException {
    StreetSensors street = new StreetSensors();
    try {
      for (StreetSettings.Sensor sensor : settings.sensors()) {
        StreetSensor added =
            new StreetSensor(sensor, settings.brokerUrl(), wall, new StreetAir(random));
        street.sensors.add(added);
        added.connect(options(settings));
      }
    } catch (MqttException e) {
      street.close();
      throw new IOException(
          "the street sensors cannot connect to "
              + settings.brokerUrl()
              + " as user \""
              + settings.user()
              + "\": "
              + e.getMessage(),
          e);
    }
    street.measureEvery(settings.period().toNanos());
    return street;
  }

  /** Switches a fault on, or off with {@link SensorFault#NONE}. */
  public void setFault(String sensorId, SensorFault fault) {
    find(sensorId).setFault(fault);
  }

  /** Messages the broker has acknowledged. */
  public long acknowledged(String sensorId) {
    return find(sensorId).acknowledged();
  }

  /** Messages that were measured and could not be published. */
  public long lost(String sensorId) {
    return find(sensorId).lost();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    sensors.forEach(StreetSensor::close);
  }

  private void measureEvery(long periodNanos) {
    var unused = thread.scheduleAtFixedRate(this::measureAll, 0, periodNanos, TimeUnit.NANOSECONDS);
  }

  private void measureAll() {
    try {
      sensors.forEach(StreetSensor::measure);
    } catch (RuntimeException e) {
      Logger.error(e, "A simulated street sensor failed");
    }
  }

  private StreetSensor find(String id) {
    return sensors.stream()
        .filter(sensor -> sensor.id().equals(id))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("there is no street sensor " + id));
  }

  private static MqttConnectionOptions options(StreetSettings settings) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(true);
    options.setAutomaticReconnectDelay(1, 5);
    options.setCleanStart(true);
    if (!settings.user().isEmpty()) {
      options.setUserName(settings.user());
      options.setPassword(settings.password().getBytes(StandardCharsets.UTF_8));
    }
    return options;
  }
}
