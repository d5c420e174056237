package dev.penstock.gateway.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.testkit.Batches;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sample point is valid from 0 to 100, at most 5 a second, and 10 s late at most. */
class PlausibilityTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 1_800_000_000L * SECOND;

  private final Plausibility plausibility = new Plausibility(Batches.dictionary("tank/level"));
  private final ObservationBatch batch = new ObservationBatch().receivedAt(NOW, 1);

  @Test
  void leavesAPlausibleRowAlone() {
    row(50, 0);
    assertEquals(Set.of(), flags(row(54, 1)));
    assertEquals(Quality.GOOD, batch.quality(1));
  }

  @Test
  void flagsWhatIsOutOfRange() {
    assertEquals(Set.of(Flag.OUT_OF_RANGE), flags(row(100.1, 0)));
    assertEquals(Set.of(Flag.OUT_OF_RANGE), flags(row(Double.NaN, 1)));
    assertEquals(Quality.UNCERTAIN, batch.quality(0));
  }

  @Test
  void flagsWhatChangesFasterThanThePlantCan() {
    row(50, 0);
    assertEquals(Set.of(Flag.RATE_EXCEEDED), flags(row(56, 1)));
    assertEquals(Set.of(), flags(row(60, 2)));
  }

  @Test
  void doesNotTakeTheSensorsNoiseForARate() {
    row(50, 0);
    int soon = add(50.19, 0);
    batch.resolved(soon, NOW + 1_000_000, TimeBasis.SOURCE, 0, 0);
    plausibility.judge(batch, soon, NOW + SECOND);
    assertEquals(Set.of(), flags(soon));
  }

  @Test
  void neverRaisesAQuality() {
    int row = batch.add(0, Kind.RAW, Trigger.CHANGE);
    batch.judge(row, StatusCodes.BAD_NO_COMMUNICATION);
    plausibility.judge(batch, row, NOW);
    assertEquals(Quality.BAD, batch.quality(row));
  }

  @Test
  void tellsLateFromOutOfOrder() {
    row(50, 20);
    assertEquals(Set.of(Flag.OUT_OF_ORDER), flags(row(50, 12)));
    assertEquals(Set.of(Flag.LATE), flags(row(50, 9)));
  }

  @Test
  void oneStampFromTheFutureDoesNotMakeTheRestLate() {
    int ahead = add(50, 3600);
    plausibility.judge(batch, ahead, NOW + 2 * SECOND);
    assertEquals(Set.of(Flag.OUT_OF_ORDER), flags(row(50, 1)));
  }

  @Test
  void flagsASecondValueUnderTheSameStamp() {
    int first = add(50, 0);
    batch.stamps(first, NOW, ObservationBatch.ABSENT);
    plausibility.judge(batch, first, NOW);
    int second = add(50.5, 1);
    batch.stamps(second, NOW, ObservationBatch.ABSENT);
    plausibility.judge(batch, second, NOW);
    assertEquals(Set.of(Flag.DUP_SOURCE_TIME), flags(second));
  }

  private int row(double value, long seconds) {
    int row = add(value, seconds);
    plausibility.judge(batch, row, NOW + 1000 * SECOND);
    return row;
  }

  private int add(double value, long seconds) {
    int row = batch.add(0, Kind.RAW, Trigger.CHANGE);
    batch.put(row, value);
    batch.resolved(row, NOW + seconds * SECOND, TimeBasis.SOURCE, 0, 0);
    return row;
  }

  private Set<Flag> flags(int row) {
    return Flag.set(batch.flags(row));
  }
}
