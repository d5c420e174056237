package dev.penstock.contract.wire;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Value;

/** A last value back in the form of a row, as births send it. */
final class LastValueRow {

  private LastValueRow() {}

  static void load(Observation seen, Dictionary dictionary, ObservationBatch into) {
    Observation.Times times = seen.times();
    into.receivedAt(times.receivedWall(), times.receivedMono());
    into.add(dictionary.indexOf(seen.point()), seen.kind(), seen.trigger());
    Value value = seen.value();
    if (value != null) {
      into.put(0, value);
    }
    into.quality(0, seen.judgement().quality());
    into.flags(0, seen.judgement().flags());
    into.status(0, seen.judgement().status());
    into.uncertainty(0, seen.judgement().uncertainty());
    into.stamps(0, times.source(), times.server());
    into.resolved(0, times.event(), times.basis(), times.uncertainty(), times.clockEntry());
  }
}
