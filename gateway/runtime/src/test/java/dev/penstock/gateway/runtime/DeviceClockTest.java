package dev.penstock.gateway.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Flag;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.MemoryJournal;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviceClockTest {

  private static final long MS = 1_000_000L;

  private final FakeTime time = new FakeTime();
  private final MemoryJournal journal =
      new MemoryJournal("gw", Batches.dictionary("tank/level"), time.clocks());
  private final ClockBook book = new ClockBook(journal, time.clocks());
  private final DeviceClock clock = new DeviceClock("tank", book);
  private final Random random = new Random(3);

  @Test
  void learnsTheOffsetThroughTheJitter() {
    samples(100, Duration.ofHours(-2), false);
    ClockEntry learned = book.device("tank");
    assertNotNull(learned);
    assertTrue(Math.abs(learned.offset() + Duration.ofHours(2).toNanos()) < 50 * MS);
    assertEquals("clock of tank is 2 h behind: wrong time zone, set it to UTC", clock.fault());
  }

  @Test
  void saysOfAClockThatIsRightHowWellThatIsKnown() {
    samples(200, Duration.ZERO, false);
    ClockEntry learned = book.device("tank");
    assertNotNull(learned);
    assertTrue(learned.isBounded());
    assertTrue(Math.abs(learned.offset()) < 50 * MS);
    assertEquals("", clock.fault());
  }

  @Test
  void learnsNothingFromInitialValues() {
    samples(200, Duration.ofHours(-2), true);
    assertNull(book.device("tank"));
  }

  @Test
  void forgetsTheOldOffsetAfterTheClockWasSet() {
    samples(100, Duration.ofHours(-2), false);
    time.pass(Duration.ofMinutes(11));
    samples(100, Duration.ZERO, false);
    assertEquals("", clock.fault());
    ClockEntry learned = book.device("tank");
    assertNotNull(learned);
    assertTrue(Math.abs(learned.offset()) < 50 * MS);
  }

  private void samples(int count, Duration ahead, boolean initial) {
    for (int i = 0; i < count; i++) {
      time.pass(Duration.ofMillis(100));
      ObservationBatch batch = Batches.of(time.clocks(), 0, i);
      long delay = (2 + random.nextInt(300)) * MS;
      batch.stamps(0, time.wall().nanos() - delay + ahead.toNanos(), ObservationBatch.ABSENT);
      if (initial) {
        batch.addFlag(0, Flag.INITIAL);
      }
      clock.learn(batch);
    }
  }
}
