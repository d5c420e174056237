package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.LinkState;
import java.util.Optional;

/** The plant as the gate may see it. Every method may be called at any time and does not wait. */
public interface Plant {

  /** The running session with a device; empty while there is none. */
  Optional<DeviceSession> session(String device);

  LinkState link(String device);

  /**
   * The newest value of a point from the telemetry path, which lives on when the journal is full.
   * Empty for a point that never had one.
   */
  Optional<Sighting> seen(String point);

  /** What a local model expects if this is written; empty where no model says anything. */
  default Optional<Forecast> forecast(String point, Value value) {
    return Optional.empty();
  }

  /**
   * Closes the session with a device, whose last request was not answered, and opens another; so
   * that nothing that still waits in it is carried out later. Returns at once.
   */
  void reopen(String device);
}
