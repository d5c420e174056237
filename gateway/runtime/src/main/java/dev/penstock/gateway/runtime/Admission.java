package dev.penstock.gateway.runtime;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.gateway.runtime.GatewaySettings.AdmissionEntry;
import java.time.Duration;
import java.util.Arrays;

/**
 * Which values of a device stay out while the journal's space is scarce, by the data class of their
 * point. Belongs to the device's thread.
 */
final class Admission {

  /** A point whose values are all kept. */
  private static final long ALL = 0;

  /** A point of which none is. */
  private static final long NONE = Long.MAX_VALUE;

  private final long[] interval;
  private final long[] keptAt;
  private final Quality[] keptAs;
  private final ObservationBatch kept = new ObservationBatch();
  private final ObservationBatch refused = new ObservationBatch();

  Admission(AdmissionEntry policy, Dictionary dictionary) {
    interval =
        dictionary.points().stream()
            .mapToLong(point -> interval(policy, point.dataClass()))
            .toArray();
    keptAt = new long[interval.length];
    keptAs = new Quality[interval.length];
    Arrays.fill(keptAt, ObservationBatch.ABSENT);
  }

  private static long interval(AdmissionEntry policy, String dataClass) {
    if (policy.refuse().contains(dataClass)) {
      return NONE;
    }
    return policy.thin().getOrDefault(dataClass, Duration.ZERO).toNanos();
  }

  /** The rows of a batch that may be journaled: the batch itself if that is all of them. */
  ObservationBatch admit(ObservationBatch batch) {
    refused.receivedAt(batch.receivedWall(), batch.receivedMono());
    kept.receivedAt(batch.receivedWall(), batch.receivedMono());
    kept.roundTrip(batch.roundTrip());
    for (int row = 0; row < batch.size(); row++) {
      ObservationBatch to = isAdmitted(batch, row) ? kept : refused;
      to.addCopy(batch, row);
    }
    return refused.isEmpty() ? batch : kept;
  }

  /** What {@link #admit} last kept out. */
  ObservationBatch refused() {
    return refused;
  }

  private boolean isAdmitted(ObservationBatch batch, int row) {
    int point = batch.point(row);
    if (batch.kind(row) != Kind.RAW || interval[point] == ALL) {
      return true;
    }
    if (interval[point] == NONE) {
      return false;
    }
    boolean due =
        keptAt[point] == ObservationBatch.ABSENT
            || batch.receivedMono() - keptAt[point] >= interval[point]
            || batch.quality(row) != keptAs[point];
    if (due) {
      keptAt[point] = batch.receivedMono();
      keptAs[point] = batch.quality(row);
    }
    return due;
  }
}
