package dev.penstock.contract;

import static dev.penstock.contract.ObservationBatch.ABSENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.contract.Watermarks.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sample points may be ten seconds late. */
class WatermarksTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 1_800_000_000L * SECOND;
  private static final long LATENESS = 10 * SECOND;

  private final Watermarks marks =
      new Watermarks(new Dictionary(List.of(Samples.level("tank/a"), Samples.level("tank/b"))));
  private final ObservationBatch batch = new ObservationBatch().receivedAt(NOW, 1);

  private int row(int point, Kind kind, Trigger trigger, long seconds) {
    int row = batch.add(point, kind, trigger);
    batch.resolved(row, NOW + seconds * SECOND, TimeBasis.SOURCE, 0, 0);
    return row;
  }

  private Order value(int point, long seconds) {
    return see(row(point, Kind.RAW, Trigger.CHANGE, seconds));
  }

  private Order see(int row) {
    return marks.see(batch, row, NOW + SECOND);
  }

  private void idle(int point, long seconds) {
    int row = row(point, Kind.HEALTH, Trigger.CHANGE, seconds);
    batch.addFlag(row, Flag.STALE);
    see(row);
  }

  @Test
  void stayBehindTheNewestValueByTheAllowedLateness() {
    assertEquals(ABSENT, marks.of(0));
    value(0, -60);
    assertEquals(NOW - 60 * SECOND - LATENESS, marks.of(0));
    value(0, -70);
    assertEquals(NOW - 60 * SECOND - LATENESS, marks.of(0));
    assertEquals(ABSENT, marks.of(1));
  }

  @Test
  void tellLateFromOutOfOrder() {
    assertEquals(Order.IN_ORDER, value(0, -20));
    assertEquals(Order.IN_ORDER, value(0, -20));
    assertEquals(Order.OUT_OF_ORDER, value(0, -30));
    assertEquals(Order.LATE, value(0, -31));
  }

  @Test
  void goNoFurtherThanTheGatewayCouldKnow() {
    value(0, 3600);
    assertEquals(NOW + SECOND - LATENESS, marks.of(0));
    assertEquals(Order.OUT_OF_ORDER, value(0, 0));
  }

  @Test
  void areNotMovedByWhatIsSuspectOrFromHistory() {
    value(0, -60);
    int suspect = row(0, Kind.RAW, Trigger.CHANGE, -1);
    batch.addFlag(suspect, Flag.CLOCK_SUSPECT);
    see(suspect);
    see(row(0, Kind.RAW, Trigger.BACKFILL, -1));
    assertEquals(NOW - 60 * SECOND - LATENESS, marks.of(0));
    assertEquals(Order.IN_ORDER, see(row(0, Kind.RAW, Trigger.BACKFILL, -3600)));
  }

  @Test
  void areMovedByHeartbeatsWhichMakeNoChangeLate() {
    value(0, -60);
    see(row(0, Kind.RAW, Trigger.HEARTBEAT, -5));
    assertEquals(NOW - 5 * SECOND - LATENESS, marks.of(0));
    assertEquals(Order.IN_ORDER, value(0, -40));
  }

  @Test
  void waitForNoPointThatIsIdle() {
    value(0, -5);
    assertEquals(ABSENT, marks.ofAll(0, 1));
    value(1, -60);
    assertEquals(marks.of(1), marks.ofAll(0, 1));
    idle(1, -30);
    assertTrue(marks.isIdle(1));
    assertEquals(marks.of(0), marks.ofAll(0, 1));
    idle(0, -1);
    assertEquals(ABSENT, marks.ofAll(0, 1));
    value(1, 0);
    assertFalse(marks.isIdle(1));
    assertEquals(marks.of(1), marks.ofAll(0, 1));
  }

  @Test
  void takeAnIdlePointBackWithItsHeartbeat() {
    value(0, -60);
    idle(0, -30);
    see(row(0, Kind.RAW, Trigger.HEARTBEAT, -20));
    assertFalse(marks.isIdle(0));
  }

  @Test
  void doNotBelieveThatAPointIsIdleWhenAValueOvertookTheNews() {
    value(0, -5);
    idle(0, -30);
    assertFalse(marks.isIdle(0));
  }

  @Test
  void haveNothingToSayOfRowsAboutTheStream() {
    batch.addStatement(Kind.LOSS, new byte[0]);
    assertEquals(Order.IN_ORDER, see(0));
  }
}
