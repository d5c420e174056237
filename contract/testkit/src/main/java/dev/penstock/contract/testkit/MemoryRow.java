package dev.penstock.contract.testkit;

import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Value;
import org.jspecify.annotations.Nullable;

/** One row as a memory journal keeps it. */
record MemoryRow(
    int point, Kind kind, Trigger trigger, @Nullable Value value, Judged judged, Timed timed) {

  record Judged(
      Quality quality, int flags, int status, double uncertainty, int lineage, int revision) {}

  record Timed(
      long event, TimeBasis basis, long uncertainty, int clock, long source, long server) {}

  static MemoryRow of(ObservationBatch batch, int row) {
    return new MemoryRow(
        batch.point(row),
        batch.kind(row),
        batch.trigger(row),
        batch.value(row),
        new Judged(
            batch.quality(row),
            batch.flags(row),
            batch.status(row),
            batch.uncertainty(row),
            batch.lineage(row),
            batch.revision(row)),
        new Timed(
            batch.event(row),
            batch.basis(row),
            batch.timeUncertainty(row),
            batch.clock(row),
            batch.source(row),
            batch.server(row)));
  }

  void addTo(ObservationBatch batch) {
    int row = batch.add(point, kind, trigger);
    batch.quality(row, judged.quality);
    if (value != null) {
      batch.put(row, value);
    }
    batch.flags(row, judged.flags);
    batch.status(row, judged.status);
    batch.uncertainty(row, judged.uncertainty);
    batch.lineage(row, judged.lineage);
    batch.revision(row, judged.revision);
    batch.resolved(row, timed.event, timed.basis, timed.uncertainty, timed.clock);
    batch.stamps(row, timed.source, timed.server);
  }
}
