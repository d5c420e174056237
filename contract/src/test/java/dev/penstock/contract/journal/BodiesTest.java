package dev.penstock.contract.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodiesTest {

  @Test
  void aLossComesBack() {
    Loss loss =
        new Loss(
            "00000000000000ab/7",
            LossCause.RETENTION,
            "tank",
            "operational",
            Loss.UNKNOWN_COUNT,
            ObservationBatch.ABSENT,
            Long.MAX_VALUE,
            "00000000000000ab",
            5,
            9,
            List.of("twin", "archive"));
    assertEquals(loss, Loss.read(loss.body()));
  }

  @Test
  void anEpochStartComesBack() {
    EpochStart first = new EpochStart(new Epoch(-1), null, 0, EpochStart.Reason.CREATED, "boot-a");
    EpochStart next =
        new EpochStart(new Epoch(5), new Epoch(-1), 99, EpochStart.Reason.KILLED, "boot-a");
    assertEquals(first, EpochStart.read(first.body()));
    assertEquals(next, EpochStart.read(next.body()));
  }

  @Test
  void aClockEntryComesBack() {
    ClockEntry entry =
        new ClockEntry(
            3,
            ClockEntry.Topic.OFFSET,
            "tank",
            "boot-a",
            ClockState.HOLDOVER,
            ObservationBatch.ABSENT,
            -5,
            6,
            7);
    assertEquals(entry, ClockEntry.read(entry.body()));
  }
}
