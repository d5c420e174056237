package dev.penstock.gateway.systemtests.counter;

import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import java.util.List;

/** Reads and sets counters. */
public final class CounterDriver implements Driver<CounterSettings> {

  static final String KEY = "counter";

  @Override
  public String protocol() {
    return "counter";
  }

  @Override
  public Class<CounterSettings> settings() {
    return CounterSettings.class;
  }

  @Override
  public List<String> check(PointBinding binding) {
    return binding.address(KEY).isEmpty()
        ? List.of(binding.point() + ": its address has no counter, as in {counter: parts}")
        : List.of();
  }

  @Override
  public DeviceSession open(DeviceSetup<CounterSettings> setup, DeviceListener listener) {
    CounterSession session = new CounterSession(setup, listener);
    session.start();
    return session;
  }
}
