package dev.penstock.contract.device;

import dev.penstock.contract.Clocks;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything a session is opened with.
 *
 * @param gateway the gateway's id; other gateways may have a device of the same id
 * @param device the device's id
 * @param settings the driver's own record, bound from the device's settings
 * @param bindings the points to read
 * @param folder where the driver may keep certificates and the like; created on demand
 */
public record DeviceSetup<S extends Record>(
    String gateway,
    String device,
    S settings,
    List<PointBinding> bindings,
    Path folder,
    Clocks clocks) {

  public DeviceSetup {
    bindings = List.copyOf(bindings);
  }
}
