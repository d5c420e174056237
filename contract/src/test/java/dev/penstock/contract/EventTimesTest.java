package dev.penstock.contract;

import static dev.penstock.contract.ObservationBatch.ABSENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.contract.PointDescriptor.TimePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTimesTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long NOW = 1_800_000_000L * SECOND;
  private static final long MONO = 500 * SECOND;
  private static final ClockEntry GATEWAY = gateway(2 * MS);
  private static final TimePolicy AUTO = policy(TimeBasis.UNKNOWN);

  private final ObservationBatch batch = new ObservationBatch().receivedAt(NOW, MONO);

  @Test
  void believesTheSourceFirst() {
    int row = row(NOW - 5 * MS, NOW - MS);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, null);
    assertResolved(row, NOW - 5 * MS, TimeBasis.SOURCE, ABSENT, 7);
  }

  @Test
  void addsTheLearnedOffsetToTheUncertaintyOfASource() {
    int row = row(NOW - 5 * MS, ABSENT);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, device(-30 * MS, 50 * MS));
    assertResolved(row, NOW - 5 * MS, TimeBasis.SOURCE, 80 * MS, 9);
  }

  @Test
  void correctsASourceWhoseOffsetIsKnown() {
    int row = row(NOW - 7200 * SECOND, NOW - 7200 * SECOND);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, device(-7200 * SECOND, 50 * MS));
    assertResolved(row, NOW, TimeBasis.SOURCE_CORRECTED, 52 * MS, 9);
  }

  @Test
  void doesNotTrustTheServerThatSharesAWrongClock() {
    int row = row(ABSENT, NOW - 7200 * SECOND);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, device(-7200 * SECOND, 50 * MS));
    assertResolved(row, NOW, TimeBasis.GATEWAY, 2 * MS, 7);
  }

  @Test
  void takesTheServerWhereThereIsNoSource() {
    int row = row(ABSENT, NOW - MS);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, null);
    assertResolved(row, NOW - MS, TimeBasis.SERVER, ABSENT, 7);
  }

  @Test
  void takesTheMiddleOfAPoll() {
    batch.roundTrip(40 * MS);
    int row = row(ABSENT, ABSENT);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, null);
    assertResolved(row, NOW - 20 * MS, TimeBasis.GATEWAY_POLL_MID, 22 * MS, 7);
  }

  @Test
  void takesTheReceiptWhenNothingElseIsKnown() {
    int row = row(ABSENT, ABSENT);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, null);
    assertResolved(row, NOW, TimeBasis.GATEWAY, 2 * MS, 7);
  }

  @Test
  void obeysAForcedBasis() {
    int row = row(NOW - 5 * MS, NOW - MS);
    EventTimes.resolve(batch, row, policy(TimeBasis.SERVER), GATEWAY, null);
    assertEquals(TimeBasis.SERVER, batch.basis(row));
    EventTimes.resolve(batch, row, policy(TimeBasis.GATEWAY), GATEWAY, null);
    assertEquals(TimeBasis.GATEWAY, batch.basis(row));
  }

  @Test
  void keepsAStampFromTheFutureButDoesNotUseIt() {
    long ahead = NOW + 7200 * SECOND;
    int row = row(ahead, ABSENT);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, null);
    assertResolved(row, NOW, TimeBasis.GATEWAY, 2 * MS, 7);
    assertEquals(ahead, batch.source(row));
    assertEquals(Flag.CLOCK_SUSPECT.mask(), batch.flags(row));
  }

  @Test
  void neverBelievesAClockThatWasNeverSet() {
    for (long year1970or2000 : new long[] {0, 946_684_800L * SECOND + 5}) {
      int row = row(year1970or2000, ABSENT);
      EventTimes.resolve(batch, row, AUTO, GATEWAY, null);
      assertEquals(TimeBasis.GATEWAY, batch.basis(row));
      assertEquals(Flag.CLOCK_SUSPECT.mask(), batch.flags(row));
    }
  }

  @Test
  void allowsASecondWhileItsOwnBoundIsUnknown() {
    int row = row(NOW + 1400 * MS, ABSENT);
    EventTimes.resolve(batch, row, AUTO, gateway(ABSENT), null);
    assertEquals(TimeBasis.SOURCE, batch.basis(row));
    int later = row(NOW + 1600 * MS, ABSENT);
    EventTimes.resolve(batch, later, AUTO, gateway(ABSENT), null);
    assertEquals(TimeBasis.GATEWAY, batch.basis(later));
  }

  @Test
  void anOldStampOfAConstantValueIsLegitimate() {
    int row = row(NOW - 30 * 86_400 * SECOND, NOW);
    EventTimes.resolve(batch, row, AUTO, GATEWAY, null);
    assertEquals(TimeBasis.SOURCE, batch.basis(row));
    assertEquals(0, batch.flags(row));
  }

  @Test
  void anAnchorMovesTheGatewayTimesOfItsBootReceivedBeforeIt() {
    int own = row(ABSENT, ABSENT);
    EventTimes.resolve(batch, own, AUTO, gateway(ABSENT), null);
    int sources = row(NOW - 5 * MS, ABSENT);
    EventTimes.resolve(batch, sources, AUTO, gateway(ABSENT), null);
    long truth = NOW + 86_400 * SECOND;
    ClockEntry anchor =
        new ClockEntry(
            8,
            ClockEntry.Topic.ANCHOR,
            ClockEntry.GATEWAY,
            "boot-a",
            ClockState.SYNCED,
            MS,
            0,
            truth + 10 * SECOND,
            MONO + 10 * SECOND);
    assertEquals(truth, EventTimes.resolve(batch, own, "boot-a", List.of(anchor)));
    assertEquals(NOW, EventTimes.resolve(batch, own, "boot-b", List.of(anchor)));
    assertEquals(NOW - 5 * MS, EventTimes.resolve(batch, sources, "boot-a", List.of(anchor)));
    batch.receivedAt(NOW, MONO + 20 * SECOND);
    int after = row(ABSENT, ABSENT);
    EventTimes.resolve(batch, after, AUTO, GATEWAY, null);
    assertEquals(NOW, EventTimes.resolve(batch, after, "boot-a", List.of(anchor)));
  }

  private int row(long source, long server) {
    int row = batch.add(0, Kind.RAW, Trigger.CHANGE);
    batch.stamps(row, source, server);
    return row;
  }

  private void assertResolved(int row, long event, TimeBasis basis, long uncertainty, int clock) {
    assertEquals(basis, batch.basis(row));
    assertEquals(event, batch.event(row));
    assertEquals(uncertainty, batch.timeUncertainty(row));
    assertEquals(clock, batch.clock(row));
  }

  private static TimePolicy policy(TimeBasis basis) {
    return new TimePolicy(basis, 200 * MS, 0, 0);
  }

  private static ClockEntry gateway(long bound) {
    return new ClockEntry(
        7,
        ClockEntry.Topic.STATE,
        ClockEntry.GATEWAY,
        "boot-a",
        bound == ABSENT ? ClockState.UNKNOWN : ClockState.SYNCED,
        bound,
        0,
        NOW,
        MONO);
  }

  private static @Nullable ClockEntry device(long ahead, long bound) {
    return new ClockEntry(
        9, ClockEntry.Topic.OFFSET, "tank", "boot-a", ClockState.UNKNOWN, bound, ahead, NOW, MONO);
  }
}
