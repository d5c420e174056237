package dev.penstock.gateway.runtime;

import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import java.util.List;

/**
 * A device as the settings and its profile describe it, ready to be opened.
 *
 * @param profile {@code id@version}
 */
record DevicePlan(
    String device,
    String profile,
    Driver<?> driver,
    Record driverSettings,
    List<PointBinding> bindings) {

  DevicePlan {
    bindings = List.copyOf(bindings);
  }
}
