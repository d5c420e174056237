package dev.penstock.deviceprofiles;

import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.device.PointBinding;
import java.util.List;

/**
 * A profile compiled for one device.
 *
 * @param descriptors what its points mean, to go into the dictionary from the first index on
 * @param bindings where they are, in the same order
 */
public record CompiledDevice(List<PointDescriptor> descriptors, List<PointBinding> bindings) {

  public CompiledDevice {
    descriptors = List.copyOf(descriptors);
    bindings = List.copyOf(bindings);
  }
}
