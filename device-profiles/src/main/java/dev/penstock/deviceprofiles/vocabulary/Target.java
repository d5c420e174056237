package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command writes: a point of the profile, or an address of its own. */
public record Target(
    @Setting(value = "A point of this profile.", otherwise = Setting.NONE) @Nullable String point,
    @Setting(value = "A variable of an OPC UA server.", otherwise = Setting.NONE)
        @Nullable OpcuaAddress opcua,
    @Setting(value = "An MQTT topic.", otherwise = Setting.NONE) @Nullable MqttAddress mqtt,
    @Setting(value = "Modbus registers or a coil.", otherwise = Setting.NONE)
        @Nullable ModbusAddress modbus,
    @Setting(value = "A GPIO line.", otherwise = Setting.NONE) @Nullable GpioAddress gpio,
    @Setting(value = "A made-up signal.", otherwise = Setting.NONE)
        @Nullable SimulatedAddress simulated) {

  public Target {
    int named = Source.given(opcua, mqtt, modbus, gpio, simulated).size() + (point == null ? 0 : 1);
    if (named != 1) {
      throw new IllegalArgumentException(
          "must have exactly one of point, opcua, mqtt, modbus, gpio, simulated");
    }
  }

  /** As a source, where it is an address of its own. */
  public @Nullable Source source() {
    List<Address> own = Source.given(opcua, mqtt, modbus, gpio, simulated);
    return own.isEmpty() ? null : new Source(opcua, mqtt, modbus, gpio, simulated);
  }
}
