package dev.penstock.drivers.opcua;

import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceException.Kind;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import java.util.ArrayList;
import java.util.List;

/** OPC UA over opc.tcp, by subscription. */
public final class OpcUaDriver implements Driver<OpcUaSettings> {

  public static final String PROTOCOL = "opcua";

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Class<OpcUaSettings> settings() {
    return OpcUaSettings.class;
  }

  @Override
  public List<String> check(PointBinding binding) {
    List<String> wrong = new ArrayList<>();
    try {
      NodeAddress.of(binding);
    } catch (IllegalArgumentException e) {
      wrong.add(e.getMessage());
    }
    for (String key : binding.address().keySet()) {
      if (!key.equals(NodeAddress.KEY)) {
        wrong.add(binding.point() + ": unknown address key " + key + "; there is nodeId only");
      }
    }
    if (!binding.wireType().isEmpty()) {
      checkWireType(binding, wrong);
    }
    return wrong;
  }

  private static void checkWireType(PointBinding binding, List<String> wrong) {
    boolean fits =
        WireType.of(binding.wireType()).map(wire -> wire.fits(binding.type())).orElse(false);
    if (!fits) {
      wrong.add(
          binding.point()
              + ": "
              + binding.wireType()
              + " is not an OPC UA type that carries a "
              + binding.type().word());
    }
  }

  @Override
  public DeviceSession open(DeviceSetup<OpcUaSettings> setup, DeviceListener listener)
      throws DeviceException {
    for (PointBinding binding : setup.bindings()) {
      List<String> wrong = check(binding);
      if (!wrong.isEmpty()) {
        throw new DeviceException(Kind.CONFIG, wrong.get(0));
      }
    }
    OpcUaSession session = new OpcUaSession(setup, listener);
    session.start();
    return session;
  }
}
