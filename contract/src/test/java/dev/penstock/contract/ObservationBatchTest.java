package dev.penstock.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationBatchTest {

  private final ObservationBatch batch = new ObservationBatch().receivedAt(10, 20);

  @Test
  void holdsEveryTypeOfValue() {
    List<Value> values =
        List.of(
            Value.of(1.5),
            Value.of(-7L),
            Value.of(true),
            Value.of("pump ü"),
            Value.of(new byte[] {1, 2, 3}),
            Value.of(new double[] {0.5, -0.5}),
            Value.of(""));
    values.forEach(v -> batch.put(batch.add(0, Kind.RAW, Trigger.CHANGE), v));
    ObservationBatch copy = new ObservationBatch();
    for (int row = 0; row < values.size(); row++) {
      assertEquals(values.get(row), batch.value(row));
      copy.addCopy(batch, row);
      assertEquals(values.get(row), copy.value(row));
    }
  }

  @Test
  void aBadRowHasNoValue() {
    int row = batch.add(0, Kind.RAW, Trigger.CHANGE);
    batch.put(row, 3.0);
    batch.judge(row, StatusCodes.BAD_NO_COMMUNICATION);
    assertNull(batch.value(row));
    assertEquals(Flag.COMM.mask(), batch.flags(row));
    assertEquals(Quality.BAD, batch.quality(row));
  }

  @Test
  void forgetsEverythingWhenCleared() {
    int row = batch.add(3, Kind.READ_BACK, Trigger.POLL);
    batch.judge(row, 0x40900000);
    batch.stamps(row, 1, 2);
    batch.identify(new Epoch(5), 100);
    batch.roundTrip(9);
    batch.clear();
    int fresh = batch.add(1, Kind.RAW, Trigger.CHANGE);
    assertEquals(0, batch.flags(fresh));
    assertEquals(ObservationBatch.ABSENT, batch.source(fresh));
    assertEquals(ObservationBatch.ABSENT, batch.roundTrip());
    assertEquals(ObservationBatch.ABSENT, batch.receivedWall());
    assertNull(batch.epoch());
    assertNull(batch.value(fresh));
  }

  @Test
  void takesNoMoreThanItsCapacity() {
    for (int i = 0; i < ObservationBatch.CAPACITY; i++) {
      batch.add(0, Kind.RAW, Trigger.CHANGE);
    }
    assertThrows(IllegalStateException.class, () -> batch.add(0, Kind.RAW, Trigger.CHANGE));
  }

  @Test
  void growsItsBytesWithoutLosingAny() {
    byte[] first = new byte[200];
    first[199] = 42;
    batch.put(batch.add(0, Kind.RAW, Trigger.CHANGE), Value.of(first));
    batch.put(batch.add(0, Kind.RAW, Trigger.CHANGE), Value.of(new byte[5000]));
    assertArrayEquals(first, batch.bytes(0));
    assertEquals(5000, batch.length(1));
  }

  @Test
  void viewsARowAsAnObservation() {
    int row = batch.add(0, Kind.RAW, Trigger.CHANGE);
    batch.put(row, 12.4);
    batch.stamps(row, 7, 8);
    batch.resolved(row, 7, TimeBasis.SOURCE, 3, 1);
    batch.identify(new Epoch(0xab), 41);
    Observation seen = batch.observation(row, "gw", Samples.dictionary());
    assertEquals("urn:penstock:gw:00000000000000ab:41", String.valueOf(seen.id()));
    assertEquals("tank/level", seen.point());
    assertEquals(Value.of(12.4), seen.value());
    assertEquals(new Observation.Times(7, TimeBasis.SOURCE, 3, 7, 8, 10, 20, 1), seen.times());
  }
}
