package dev.penstock.gateway.console;

import java.util.Objects;

/**
 * One device.
 *
 * @param profile its id, with or without {@code @version}
 * @param driver its protocol: {@code opcua}, {@code mqtt}, …
 */
public record DeviceStatus(
    String id, String profile, String driver, Condition condition, Traffic traffic) {

  public DeviceStatus {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(traffic, "traffic");
  }

  /**
   * What comes from a device.
   *
   * @param valuesPerSecond over the last seconds
   * @param restarts of its driver since the gateway started
   */
  public record Traffic(int points, double valuesPerSecond, long restarts) {}
}
