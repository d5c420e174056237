package dev.penstock.gateway.runtime;

import dev.penstock.contract.device.Driver;
import dev.penstock.contract.uplink.UplinkFactory;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The drivers and uplinks on the class path, by their words in the settings. */
public final class Extensions {

  private final SortedMap<String, Driver<?>> drivers = new TreeMap<>();
  private final SortedMap<String, UplinkFactory<?>> uplinks = new TreeMap<>();

  public Extensions() {
    for (Driver<?> driver : ServiceLoader.load(Driver.class)) {
      drivers.put(driver.protocol(), driver);
    }
    for (UplinkFactory<?> factory : ServiceLoader.load(UplinkFactory.class)) {
      uplinks.put(factory.kind(), factory);
    }
  }

  public SortedMap<String, Driver<?>> drivers() {
    return drivers;
  }

  public SortedMap<String, UplinkFactory<?>> uplinks() {
    return uplinks;
  }

  Optional<Driver<?>> driver(String protocol) {
    return Optional.ofNullable(drivers.get(protocol));
  }

  Optional<UplinkFactory<?>> uplink(String kind) {
    return Optional.ofNullable(uplinks.get(kind));
  }
}
