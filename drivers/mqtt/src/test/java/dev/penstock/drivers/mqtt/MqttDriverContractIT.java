package dev.penstock.drivers.mqtt;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.testkit.DriverContract;
import java.util.List;

/** What every driver promises, with a topic for each point. */
final class MqttDriverContractIT extends DriverContract<MqttSettings> {

  @Override
  protected Driver<MqttSettings> driver() {
    return new MqttDriver();
  }

  @Override
  protected Rig<MqttSettings> rig() {
    return new BrokerRig();
  }

  @Override
  protected boolean readsOnDemand() {
    return false;
  }

  private static final class BrokerRig implements Rig<MqttSettings> {

    private final TestBroker broker = TestBroker.open();

    @Override
    public MqttSettings settings() {
      return TestPoints.settings(broker.address());
    }

    @Override
    public List<PointBinding> bindings() {
      return List.of(
          TestPoints.json(0, "no2", ValueType.DOUBLE, "topic", "a/no2", "jsonPointer", "/v"),
          TestPoints.json(1, "noise", ValueType.DOUBLE, "topic", "a/noise", "jsonPointer", "/v"));
    }

    @Override
    public void publish(String point, double value) {
      broker.publish("a/" + point.substring(point.indexOf('/') + 1), "{\"v\": " + value + "}");
    }

    @Override
    public void stop() {
      broker.stop();
    }

    @Override
    public void start() {
      broker.start();
    }

    @Override
    public void close() {
      broker.close();
    }
  }
}
