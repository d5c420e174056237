package dev.penstock.drivers.mqtt;

import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceException.Kind;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Devices that publish to an MQTT 5 broker. */
public final class MqttDriver implements Driver<MqttSettings> {

  public static final String PROTOCOL = "mqtt";

  /** Kept, or its level is forgotten: each failure that Paho logs is told in our own words. */
  private static final Logger PAHO = Logger.getLogger("org.eclipse.paho");

  static {
    PAHO.setLevel(Level.OFF);
  }

  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              Target.TOPIC,
              Target.VALUE,
              Target.TIME,
              Target.TIME_FORMAT,
              Target.SENML_NAME,
              Target.COMMAND_TOPIC));

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Class<MqttSettings> settings() {
    return MqttSettings.class;
  }

  @Override
  public List<String> check(PointBinding binding) {
    List<String> wrong = new ArrayList<>();
    try {
      Target unused = new Target(binding);
    } catch (IllegalArgumentException e) {
      wrong.add(binding.point() + ": " + e.getMessage());
    }
    for (String key : binding.address().keySet()) {
      if (!KEYS.contains(key)) {
        wrong.add(
            binding.point()
                + ": unknown address key "
                + key
                + "; there are "
                + String.join(", ", KEYS));
      }
    }
    return wrong;
  }

  @Override
  public DeviceSession open(DeviceSetup<MqttSettings> setup, DeviceListener listener)
      throws DeviceException {
    for (PointBinding binding : setup.bindings()) {
      List<String> wrong = check(binding);
      if (!wrong.isEmpty()) {
        throw new DeviceException(Kind.CONFIG, wrong.get(0));
      }
    }
    MqttSession session = new MqttSession(setup, listener);
    session.start();
    return session;
  }
}
