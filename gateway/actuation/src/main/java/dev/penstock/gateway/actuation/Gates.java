package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Check;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/** Every gate that an order passes once it is known to be authentic, in the order that counts. */
final class Gates {

  private static final List<Gate> IN_ORDER =
      List.of(
          new ModeGate(),
          new TrustGate(),
          new StopGate(),
          new BindingGate(),
          new LocalGate(),
          new LifecycleGate(),
          new GrantGate(),
          new UnitGate(),
          new RangeGate(),
          new StepGate(),
          new RateGate(),
          new PaceGate(),
          new LeaseGate(),
          new ApprovalGate(),
          new PreconditionGate(),
          new InterlockGate(),
          new HolderGate(),
          new EncodeGate(),
          new ShadowGate());

  private Gates() {}

  /** The first no; empty if all let it through. */
  static Optional<Finding> firstNo(Case c) {
    return IN_ORDER.stream().map(gate -> ask(gate, c)).filter(found -> !found.isYes()).findFirst();
  }

  /** The first no of the gates that look at the plant: what the final check asks again. */
  static Optional<Finding> firstNoOfThePlant(Case c) {
    return IN_ORDER.stream()
        .filter(Gate::looksAtPlant)
        .map(gate -> ask(gate, c))
        .filter(found -> !found.isYes())
        .findFirst();
  }

  /** What each gate says, for the offer; interlocks and approvals are shown apart. */
  static List<Check> all(Case c) {
    return IN_ORDER.stream()
        .filter(gate -> !(gate instanceof InterlockGate || gate instanceof ApprovalGate))
        .map(gate -> shown(gate.title(), ask(gate, c)))
        .toList();
  }

  static Check shown(String name, Finding found) {
    String code = found.isYes() ? "" : found.reason().name();
    return new Check(name, found.result(), code, found.isYes() ? "" : found.words());
  }

  /** A gate that throws says no. */
  private static Finding ask(Gate gate, Case c) {
    try {
      return gate.check(c);
    } catch (RuntimeException e) {
      Logger.error(e, "gate failed, which counts as no: gate={} point={}", gate.title(), c.point());
      return Finding.unknown(Reason.GATE_FAILED, gate.title());
    }
  }
}
