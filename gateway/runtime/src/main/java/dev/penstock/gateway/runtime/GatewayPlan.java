package dev.penstock.gateway.runtime;

import dev.penstock.contract.Dictionary;
import java.util.List;

/** Settings that were checked and compiled: all that is needed to build a {@link Gateway}. */
public record GatewayPlan(
    GatewaySettings settings,
    Dictionary dictionary,
    List<DevicePlan> devices,
    List<UplinkPlan> uplinks) {

  public GatewayPlan {
    devices = List.copyOf(devices);
    uplinks = List.copyOf(uplinks);
  }

  /** A line for each device, for people. */
  public List<String> deviceLines() {
    return devices.stream()
        .map(
            d ->
                "%s: %s by %s, %d points"
                    .formatted(d.device(), d.profile(), d.driver().protocol(), d.bindings().size()))
        .toList();
  }

  /** A line for each uplink, for people. */
  public List<String> uplinkLines() {
    return uplinks.stream()
        .map(
            u ->
                "%s: %s, %s"
                    .formatted(
                        u.uplink(),
                        u.factory().kind(),
                        u.required() ? "required" : "holds nothing back"))
        .toList();
  }
}
