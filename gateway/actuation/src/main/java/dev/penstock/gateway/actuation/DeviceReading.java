package dev.penstock.gateway.actuation;

import dev.penstock.contract.Observation;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Points read from their devices now. A point that could not be read is missing, and what is
 * missing is unknown.
 */
final class DeviceReading implements Sights {

  private final Map<String, Sighting> sightings = new HashMap<>();
  private final long started;
  private String trouble = "";

  private DeviceReading(long started) {
    this.started = started;
  }

  /** Starts a reading at this moment; every deadline counts from here. */
  static DeviceReading begin(long nowMono) {
    return new DeviceReading(nowMono);
  }

  /** Reads points of one device in one request. */
  DeviceReading read(DeviceSession session, List<String> points, Duration timeout) {
    try {
      List<Observation> found = session.readNow(points, timeout);
      for (int i = 0; i < points.size() && i < found.size(); i++) {
        Observation observation = found.get(i);
        if (observation.point().equals(points.get(i))) {
          sightings.put(points.get(i), new Sighting(observation, started));
        }
      }
    } catch (DeviceException e) {
      trouble = String.valueOf(e.getMessage());
    }
    return this;
  }

  /** Adds a value that could not be read on demand. */
  DeviceReading add(String point, Sighting sighting) {
    sightings.put(point, sighting);
    return this;
  }

  @Override
  public Optional<Sighting> of(String point) {
    return Optional.ofNullable(sightings.get(point));
  }

  @Override
  public long mono() {
    return started;
  }

  /** What went wrong, or empty. */
  String trouble() {
    return trouble;
  }
}
