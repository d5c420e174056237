package dev.penstock.gateway.runtime;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Plans for tests that open no session. */
final class Plans {

  /** Settings of a driver that has none. */
  record NoSettings() {}

  private Plans() {}

  /** A device with every point of the dictionary. */
  static DevicePlan device(String name, Dictionary dictionary) {
    List<PointBinding> bindings = new ArrayList<>();
    for (PointDescriptor point : dictionary.points()) {
      bindings.add(
          new PointBinding(
              bindings.size(),
              point.point(),
              "none",
              new TreeMap<>(),
              point.type(),
              "",
              1,
              0,
              point.unit(),
              point.reporting(),
              false));
    }
    return new DevicePlan(name, "sample@1.0.0", new NoDriver(), new NoSettings(), bindings);
  }

  private static final class NoDriver implements Driver<NoSettings> {

    @Override
    public String protocol() {
      return "none";
    }

    @Override
    public Class<NoSettings> settings() {
      return NoSettings.class;
    }

    @Override
    public List<String> check(PointBinding binding) {
      return List.of();
    }

    @Override
    public DeviceSession open(DeviceSetup<NoSettings> setup, DeviceListener listener) {
      throw new IllegalStateException("these tests open no session");
    }
  }
}
