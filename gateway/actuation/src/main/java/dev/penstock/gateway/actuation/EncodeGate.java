package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import java.util.Optional;

/** Whether the device can hold exactly the value that was signed. */
final class EncodeGate implements Gate {

  @Override
  public String title() {
    return "exact value";
  }

  @Override
  public Finding check(Case c) {
    Optional<PointWriter> writer = c.world().links().writer(c.point());
    Optional<Value> value = c.permit().value(c.order());
    if (writer.isEmpty() || value.isEmpty()) {
      return Finding.no(Reason.CANNOT_WRITE, c.device());
    }
    try {
      RawValue raw = writer.get().encode(c.point(), value.get());
      Value back = writer.get().decode(c.point(), raw);
      return Finding.require(
          value.get().equals(back),
          Reason.NOT_REPRESENTABLE,
          value.get() + " would become " + back);
    } catch (NotRepresentableException e) {
      return Finding.no(Reason.NOT_REPRESENTABLE, String.valueOf(e.getMessage()));
    }
  }
}
