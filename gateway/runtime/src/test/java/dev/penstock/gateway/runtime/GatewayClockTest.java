package dev.penstock.gateway.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.MemoryJournal;
import dev.penstock.gateway.runtime.GatewayClock.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayClockTest {

  private static final Health SYNCED = new Health(ClockState.SYNCED, 1_000_000L);
  private static final Health FREE = new Health(ClockState.FREE_RUNNING, ObservationBatch.ABSENT);

  private final FakeTime time = new FakeTime();
  private final MemoryJournal journal =
      new MemoryJournal("gw", Batches.dictionary("tank/level"), time.clocks());
  private final ClockBook book = new ClockBook(journal, time.clocks());
  private Health health = Health.UNKNOWN;
  private final GatewayClock clock = new GatewayClock(time.clocks(), book, () -> health);

  @Test
  void isUnknownUntilSomebodyKnows() {
    ticks(30);
    assertEquals(ClockState.UNKNOWN, book.gateway().state());
    assertEquals(List.of(), entries());
  }

  @Test
  void journalsAnAnchorAtTheFirstSyncOfTheBootOnly() {
    health = FREE;
    ticks(11);
    health = SYNCED;
    ticks(11);
    health = FREE;
    ticks(11);
    health = SYNCED;
    ticks(11);
    assertEquals(ClockState.SYNCED, book.gateway().state());
    assertEquals(1, entries().stream().filter(e -> e.topic() == ClockEntry.Topic.ANCHOR).count());
    assertEquals(List.of(1, 2, 3, 4, 5), entries().stream().map(ClockEntry::id).toList());
  }

  @Test
  void tellsAStepInEitherDirection() {
    for (Duration step : List.of(Duration.ofDays(1), Duration.ofDays(-1))) {
      health = SYNCED;
      ticks(11);
      time.wall().advance(step);
      health = Health.UNKNOWN;
      ticks(2);
      assertEquals(ClockState.STEPPED, book.gateway().state(), step.toString());
    }
  }

  @Test
  void aSteppedClockIsTrustedAgainOnlyWhenInSync() {
    time.wall().advance(Duration.ofSeconds(2));
    ticks(25);
    assertEquals(ClockState.STEPPED, book.gateway().state());
    health = SYNCED;
    ticks(11);
    assertEquals(ClockState.SYNCED, book.gateway().state());
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) {
      time.pass(Duration.ofSeconds(1));
      clock.tick();
    }
  }

  private List<ClockEntry> entries() {
    List<ClockEntry> entries = new ArrayList<>();
    ObservationBatch batch = new ObservationBatch();
    try (JournalReader reader = journal.reader()) {
      while (reader.read(batch)) {
        for (int row = 0; row < batch.size(); row++) {
          if (batch.kind(row) == Kind.CLOCK) {
            entries.add(ClockEntry.read(batch.bytes(row)));
          }
        }
      }
    }
    return entries;
  }
}
