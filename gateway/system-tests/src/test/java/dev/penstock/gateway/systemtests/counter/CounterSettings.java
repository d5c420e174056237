package dev.penstock.gateway.systemtests.counter;

import dev.penstock.contract.settings.Setting;
import java.util.regex.Pattern;

/** Where a counter is. */
public record CounterSettings(
    @Setting(value = "Address of the counter.", example = "127.0.0.1:7") String address) {

  private static final Pattern ADDRESS = Pattern.compile("[a-z0-9.-]+:[0-9]{1,5}");

  public CounterSettings {
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException("address: must be host:port, not \"" + address + "\"");
    }
  }
}
