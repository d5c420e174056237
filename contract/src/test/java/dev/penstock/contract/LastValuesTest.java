package dev.penstock.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastValuesTest {

  private static final long SECOND = 1_000_000_000L;

  private final LastValues values = new LastValues("gw", Samples.dictionary());
  private final ObservationBatch batch = new ObservationBatch();

  @Test
  void knowsNothingOfAPointThatNeverCame() {
    assertNull(values.get(1));
    assertFalse(values.isStale(1, 100 * SECOND));
  }

  @Test
  void showsTheRowAndThenItsIdentity() {
    update(12.4, 100);
    Observation seen = value(0);
    assertNull(seen.id());
    assertEquals(Value.of(12.4), seen.value());
    assertEquals(Quality.UNCERTAIN, seen.judgement().quality());
    assertEquals(0x40900000, seen.judgement().status());
    assertEquals(Flag.STALE.mask(), seen.judgement().flags());
    assertEquals(
        new Observation.Times(100, TimeBasis.SOURCE, 3, 100, 101, 102, 103, 4), seen.times());
    values.identify(0, new Epoch(1), 77);
    assertEquals(new ObservationId("gw", new Epoch(1), 77), value(0).id());
  }

  @Test
  void keepsTextsAndBadRows() {
    batch.receivedAt(1, 2);
    int row = batch.add(0, Kind.RAW, Trigger.POLL);
    batch.put(row, "running");
    values.update(batch, row);
    assertEquals("running", String.valueOf(value(0).value()));
    batch.judge(row, StatusCodes.BAD_NO_COMMUNICATION);
    values.update(batch, row);
    assertNull(value(0).value());
    assertEquals(Quality.BAD, value(0).judgement().quality());
  }

  @Test
  void isStaleOnlyWithoutAnySignOfLife() {
    batch.receivedAt(1, 10 * SECOND);
    values.update(batch, batch.add(0, Kind.RAW, Trigger.CHANGE));
    assertFalse(values.isStale(0, 15 * SECOND));
    assertTrue(values.isStale(0, 15 * SECOND + 1));
    values.alive(0, 15 * SECOND);
    assertFalse(values.isStale(0, 19 * SECOND));
  }

  @Test
  void neverShowsHalfARow() throws InterruptedException, ExecutionException {
    update(0, 0);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= 200_000; i++) {
                update(i, i);
              }
            });
    double last = 0;
    while (last < 200_000) {
      Observation seen = value(0);
      Value value = seen.value();
      assertNotNull(value);
      assertEquals((long) value.asDouble(), seen.times().event());
      assertTrue(value.asDouble() >= last);
      last = value.asDouble();
    }
    writer.get();
  }

  private void update(double number, long event) {
    batch.receivedAt(102, 103);
    int row = batch.add(0, Kind.RAW, Trigger.CHANGE);
    batch.put(row, number);
    batch.judge(row, 0x40900000);
    batch.stamps(row, event, 101);
    batch.resolved(row, event, TimeBasis.SOURCE, 3, 4);
    values.update(batch, row);
  }

  private Observation value(int point) {
    @Nullable Observation seen = values.get(point);
    assertNotNull(seen);
    return seen;
  }
}
