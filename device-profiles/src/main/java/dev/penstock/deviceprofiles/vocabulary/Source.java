package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a point is read: one protocol's address. */
public record Source(
    @Setting(value = "A variable of an OPC UA server.", otherwise = Setting.NONE)
        @Nullable OpcuaAddress opcua,
    @Setting(value = "A value in an MQTT message.", otherwise = Setting.NONE)
        @Nullable MqttAddress mqtt,
    @Setting(value = "Modbus registers or bits.", otherwise = Setting.NONE)
        @Nullable ModbusAddress modbus,
    @Setting(value = "A GPIO line.", otherwise = Setting.NONE) @Nullable GpioAddress gpio,
    @Setting(value = "A made-up signal.", otherwise = Setting.NONE)
        @Nullable SimulatedAddress simulated) {

  public Source {
    if (given(opcua, mqtt, modbus, gpio, simulated).size() != 1) {
      throw new IllegalArgumentException(
          "must have exactly one of opcua, mqtt, modbus, gpio, simulated");
    }
  }

  static List<Address> given(@Nullable Address... addresses) {
    return Stream.of(addresses).filter(Objects::nonNull).toList();
  }

  public Address address() {
    return given(opcua, mqtt, modbus, gpio, simulated).get(0);
  }
}
