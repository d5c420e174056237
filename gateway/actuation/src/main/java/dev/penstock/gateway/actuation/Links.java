package dev.penstock.gateway.actuation;

import dev.penstock.contract.Names;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.Endpoint;
import java.util.Optional;

/** The sessions with the devices, and whether they are those that the policy was signed for. */
final class Links {

  private final Plant plant;

  Links(Plant plant) {
    this.plant = plant;
  }

  Plant plant() {
    return plant;
  }

  /** Whether a point is now read from where the policy says, and the device has proved itself. */
  Finding check(Binding binding) {
    Optional<DeviceSession> session = plant.session(binding.device());
    if (session.isEmpty() || plant.link(binding.device()) == LinkState.DOWN) {
      return Finding.unknown(Reason.DEVICE_UNREACHABLE, binding.device());
    }
    return check(session.get(), binding);
  }

  /** The same for a session that was taken before. */
  static Finding check(DeviceSession session, Binding binding) {
    Optional<PointBinding> driver =
        session.bindings().stream().filter(b -> b.point().equals(binding.point())).findFirst();
    if (driver.isEmpty() || !binding.matches(driver.get())) {
      return Finding.no(Reason.BINDING_CHANGED, binding.point());
    }
    Endpoint endpoint = binding.endpoint();
    boolean proved = endpoint.wireTrusted() || endpoint.certificateSha256().equals(session.peer());
    Reason why = session.peer().isEmpty() ? Reason.PEER_UNPROVEN : Reason.PEER_CHANGED;
    return Finding.require(proved, why, binding.device());
  }

  /** The writer of a point's device, for the gate's last step alone. */
  Optional<PointWriter> writer(String point) {
    return plant.session(Names.device(point)).flatMap(DeviceSession::writer);
  }
}
