package dev.penstock.gateway.runtime;

import dev.penstock.contract.LastValues;
import dev.penstock.contract.Names;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.LinkState;
import dev.penstock.gateway.actuation.Plant;
import dev.penstock.gateway.actuation.Sighting;
import java.util.List;
import java.util.Optional;

/** The plant as the command gate sees it, and its read-backs on their way into the journal. */
final class PlantReader implements Plant {

  private final List<DeviceSlot> devices;
  private final LastValues lastValues;
  private final TelemetryPath path;

  PlantReader(List<DeviceSlot> devices, LastValues lastValues, TelemetryPath path) {
    this.devices = devices;
    this.lastValues = lastValues;
    this.path = path;
  }

  @Override
  public Optional<DeviceSession> session(String device) {
    return slot(device).flatMap(DeviceSlot::session);
  }

  @Override
  public void reopen(String device) {
    slot(device).ifPresent(DeviceSlot::reopen);
  }

  @Override
  public LinkState link(String device) {
    return slot(device).map(slot -> slot.intake().link().state()).orElse(LinkState.DOWN);
  }

  @Override
  public Optional<Sighting> seen(String point) {
    int index = lastValues.dictionary().indexOf(point);
    if (index == ObservationBatch.NO_POINT) {
      return Optional.empty();
    }
    return Optional.ofNullable(lastValues.get(index))
        .map(observation -> new Sighting(observation, lastValues.aliveMono(index)));
  }

  /** What was read back after a write is an observation too. */
  void readBack(Observation observation) {
    slot(Names.device(observation.point()))
        .ifPresent(slot -> path.readBack(slot.intake(), observation));
  }

  private Optional<DeviceSlot> slot(String device) {
    return devices.stream().filter(slot -> slot.intake().name().equals(device)).findFirst();
  }
}
