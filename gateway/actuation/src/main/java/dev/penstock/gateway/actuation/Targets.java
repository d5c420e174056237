package dev.penstock.gateway.actuation;

import dev.penstock.contract.Names;
import dev.penstock.contract.Observation;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.Condition;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/** What a held point shows, and in whose hand its device is. */
final class Targets {

  private final Desk desk;

  Targets(Desk desk) {
    this.desk = desk;
  }

  /** Whether somebody works at the device; FALSE where it has no such switch. */
  Truth local(Lease lease) {
    Condition local = lease.point().guards().local();
    return local == null ? Truth.FALSE : desk.conditions().judge(local, desk.lastSights()).result();
  }

  /** A value seen after our read-back that is not ours, and that the device itself confirms. */
  boolean isOverridden(Lease lease) {
    boolean seen =
        desk.plant()
            .seen(lease.point().point())
            .map(Sighting::observation)
            .filter(o -> o.times().receivedMono() - lease.confirmedAt() > 0)
            .filter(o -> isOther(lease, o))
            .isPresent();
    return seen && read(lease).map(o -> isOther(lease, o)).orElse(false);
  }

  static boolean isOther(Lease lease, Observation observation) {
    Value value = observation.value();
    return observation.isGood()
        && value != null
        && Conditions.distance(value, lease.hold().value())
            > lease.point().readBack().tolerance().asDouble();
  }

  /** The held point, read from its device now. */
  Optional<Observation> read(Lease lease) {
    String point = lease.point().point();
    Optional<DeviceSession> session = desk.plant().session(Names.device(point));
    if (session.isEmpty()) {
      return Optional.empty();
    }
    try {
      return session.get().readNow(List.of(point), desk.identity().timeout()).stream().findFirst();
    } catch (DeviceException | RuntimeException e) {
      Logger.debug("a held point cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
