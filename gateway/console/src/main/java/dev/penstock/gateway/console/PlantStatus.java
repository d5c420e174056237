package dev.penstock.gateway.console;

import java.util.List;

/** The devices and all their points. */
public record PlantStatus(List<DeviceStatus> devices, List<PointStatus> points) {

  public PlantStatus {
    devices = List.copyOf(devices);
    points = List.copyOf(points);
  }
}
