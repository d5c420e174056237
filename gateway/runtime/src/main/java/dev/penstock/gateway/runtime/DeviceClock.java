package dev.penstock.gateway.runtime;

import dev.penstock.contract.Flag;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Trigger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Learns how far a device's clock is off, from fresh changes alone: the least delay between a stamp
 * and its receipt, over ten minutes, is the offset plus the shortest way. Belongs to the device's
 * thread.
 */
final class DeviceClock {

  private static final int SLICES = 10;
  private static final long SLICE = 60_000_000_000L;
  private static final int ENOUGH = 30;

  /** The shortest way between device and gateway lies between nothing and this. */
  private static final long ASSUMED_LATENCY = 50_000_000L;

  /** A new estimate is told when it differs from the last one told by more than this. */
  private static final long WORTH_TELLING = 100_000_000L;

  private final String device;
  private final ClockBook book;
  private final long[] least = new long[SLICES];
  private long slice = Long.MIN_VALUE;
  private @Nullable Long told;
  private int samples;
  private volatile String fault = "";

  DeviceClock(String device, ClockBook book) {
    this.device = device;
    this.book = book;
    Arrays.fill(least, Long.MAX_VALUE);
  }

  /** What is wrong with the device's clock, by name, for the technician; empty if nothing is. */
  String fault() {
    return fault;
  }

  void learn(ObservationBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      boolean fresh =
          batch.trigger(row) == Trigger.CHANGE
              && batch.source(row) != ObservationBatch.ABSENT
              && !Flag.INITIAL.in(batch.flags(row));
      if (fresh) {
        sample(batch.receivedWall() - batch.source(row), batch.receivedMono());
      }
    }
  }

  private void sample(long delay, long mono) {
    long now = Math.floorDiv(mono, SLICE);
    while (slice < now) {
      slice = slice == Long.MIN_VALUE || now - slice > SLICES ? now : slice + 1;
      least[Math.floorMod(slice, SLICES)] = Long.MAX_VALUE;
    }
    int index = Math.floorMod(now, SLICES);
    least[index] = Math.min(least[index], delay);
    if (++samples >= ENOUGH) {
      samples = 0;
      estimate();
    }
  }

  private void estimate() {
    long ahead = -Arrays.stream(least).min().orElse(0);
    fault = ClockFault.name(device, ahead);
    // The first one is told even of a clock that is right: a row's time is then known to be.
    if (told == null || Math.abs(ahead - told) > WORTH_TELLING) {
      told = ahead;
      book.deviceIsAhead(device, ahead, ASSUMED_LATENCY);
    }
  }
}
