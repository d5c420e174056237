package dev.penstock.gateway.demo.street;

import dev.penstock.contract.WallClock;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.tinylog.Logger;

/** One sensor and its MQTT client, which reconnects by itself. */
final class StreetSensor implements AutoCloseable {

  private static final int AT_LEAST_ONCE = 1;
  private static final long CLOSE_MILLIS = 1_000;

  private final StreetSettings.Sensor sensor;
  private final WallClock wall;
  private final StreetAir air;
  private final MqttAsyncClient client;

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  private volatile SensorFault fault = SensorFault.NONE;

  StreetSensor(StreetSettings.Sensor sensor, String brokerUrl, WallClock wall, StreetAir air)
      throws MqttException {
    this.sensor = sensor;
    this.wall = wall;
    this.air = air;
    this.client = new MqttAsyncClient(brokerUrl, "street-" + sensor.id(), new MemoryPersistence());
  }

  String id() {
    return sensor.id();
  }

  void connect(MqttConnectionOptions options) throws MqttException {
    client.connect(options).waitForCompletion();
  }

  void setFault(SensorFault next) {
    fault = next;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long lost() {
    return lost.get();
  }

  /** Measures and sends; never waits for the broker. */
  void measure() {
    SensorFault current = fault;
    long now = wall.nanos();
    StreetAir.Reading reading = air.at(now);
    if (current == SensorFault.SILENT) {
      return;
    }
    byte[] message = SensorMessage.of(reading, now, sensor.time(), current);
    try {
      client.publish(sensor.topic(), message, AT_LEAST_ONCE, false, null, counting());
    } catch (MqttException e) {
      lost.incrementAndGet();
    }
  }

  private MqttActionListener counting() {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        acknowledged.incrementAndGet();
      }

      @Override
      public void onFailure(IMqttToken token, Throwable reason) {
        lost.incrementAndGet();
      }
    };
  }

  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        client.disconnect(CLOSE_MILLIS).waitForCompletion(CLOSE_MILLIS);
      }
    } catch (MqttException e) {
      Logger.debug(e, "A street sensor was cut off sensor={}", sensor.id());
    }
    closeClient();
  }

  private void closeClient() {
    try {
      client.close(true);
    } catch (MqttException e) {
      Logger.debug(e, "A street sensor's client did not close sensor={}", sensor.id());
    }
  }
}
