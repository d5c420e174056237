package dev.penstock.gateway.actuation;

import static dev.penstock.gateway.actuation.Moment.FINAL_CHECK;
import static dev.penstock.gateway.actuation.Moment.NEW_RULES;
import static dev.penstock.gateway.actuation.Moment.OPERATE;
import static dev.penstock.gateway.actuation.Moment.RENEWAL;

import dev.penstock.contract.signing.message.Check;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tinylog.Logger;

/** Every gate that an order passes once it is known to be authentic, in the order that counts. */
final class Gates {

  private static final List<Station> IN_ORDER =
      List.of(
          at(new ModeGate(), OPERATE, RENEWAL, NEW_RULES),
          at(new TrustGate(), OPERATE, RENEWAL),
          at(new StopGate(), OPERATE, RENEWAL),
          at(new BindingGate(), OPERATE, FINAL_CHECK, RENEWAL),
          at(new LocalGate(), OPERATE, FINAL_CHECK, RENEWAL),
          at(new LifecycleGate(), OPERATE, FINAL_CHECK, RENEWAL),
          at(new GrantGate(), OPERATE, RENEWAL, NEW_RULES),
          at(new UnitGate(), OPERATE, RENEWAL, NEW_RULES),
          at(new RangeGate(), OPERATE, RENEWAL, NEW_RULES),
          at(new StepGate(), OPERATE, FINAL_CHECK, RENEWAL),
          at(new RateGate(), OPERATE, FINAL_CHECK, RENEWAL),
          at(new PaceGate(), OPERATE),
          at(new LeaseGate(), OPERATE, RENEWAL, NEW_RULES),
          at(new ApprovalGate(), OPERATE, RENEWAL, NEW_RULES),
          at(new PreconditionGate(), OPERATE, FINAL_CHECK),
          at(new InterlockGate(), OPERATE, FINAL_CHECK, RENEWAL),
          at(new ForecastGate(), OPERATE, RENEWAL),
          at(new HolderGate(), OPERATE, RENEWAL),
          at(new EncodeGate(), OPERATE, RENEWAL),
          at(new ShadowGate(), OPERATE, RENEWAL, NEW_RULES));

  private record Station(Gate gate, Set<Moment> moments) {}

  private Gates() {}

  private static Station at(Gate gate, Moment first, Moment... more) {
    return new Station(gate, EnumSet.of(first, more));
  }

  /** Asks the gates of a moment one after the other, up to the first no. */
  static Passage pass(Case c, Moment moment) {
    int passed = 0;
    for (Station station : IN_ORDER) {
      if (station.moments().contains(moment)) {
        Finding found = ask(station.gate(), c);
        if (!found.isYes()) {
          return new Passage(c, passed, found);
        }
        passed++;
      }
    }
    return new Passage(c, passed, Finding.YES);
  }

  /** What each gate says, for the offer; interlocks and approvals are shown apart. */
  static List<Check> all(Case c) {
    return IN_ORDER.stream()
        .map(Station::gate)
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
