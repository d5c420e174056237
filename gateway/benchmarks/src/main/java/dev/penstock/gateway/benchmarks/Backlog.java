package dev.penstock.gateway.benchmarks;

import dev.penstock.buffer.JournalSetup;
import dev.penstock.buffer.Journals;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.gateway.runtime.Extensions;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.SettingsCheck;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A journal as an outage leaves it behind: rows of a gateway's points, at 1,000 a second up to now.
 */
record Backlog(Epoch epoch, long last) {

  private static final long MILLI = 1_000_000;
  private static final int BATCH = 100;

  /** Makes it in the folders that the settings name. */
  static Backlog make(Path settings, long rows, Clocks clocks) throws JournalException {
    GatewayPlan plan =
        SettingsCheck.check(settings, new Extensions(), new Problems()).orElseThrow();
    Random random = new Random(1);
    AtomicLong wall = new AtomicLong(clocks.wall().nanos() - rows * MILLI);
    Clocks past = new Clocks(wall::get, wall::get);
    Path data = plan.settings().data();
    try (LossLedger losses = Journals.openLedger(data.resolve("losses"), past.mono(), random);
        Journal journal =
            Journals.open(
                plan.settings().journal(),
                new JournalSetup(
                    plan.settings().gateway(),
                    plan.dictionary(),
                    "boot-before",
                    past,
                    random,
                    losses))) {
      for (long row = 0; row < rows; row += BATCH) {
        journal.append(batch(wall.addAndGet(BATCH * MILLI), plan.dictionary().size(), random));
      }
      return new Backlog(journal.epoch(), journal.lastSequence());
    }
  }

  private static ObservationBatch batch(long received, int points, Random random) {
    ObservationBatch batch = new ObservationBatch().receivedAt(received, received);
    for (int i = 0; i < BATCH; i++) {
      int row = batch.add(i % points, Kind.RAW, Trigger.CHANGE);
      long source = received - (BATCH - i) * MILLI;
      batch.put(row, Math.rint(random.nextGaussian() * 1000) / 100);
      batch.stamps(row, source, ObservationBatch.ABSENT);
      batch.resolved(row, source, TimeBasis.SOURCE, MILLI, ObservationBatch.NO_CLOCK);
    }
    return batch;
  }
}
