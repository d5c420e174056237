package dev.penstock.gateway.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Watermarks;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.MemoryJournal;
import dev.penstock.contract.testkit.MemoryLossLedger;
import dev.penstock.gateway.runtime.GatewaySettings.AdmissionEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TelemetryPathTest {

  private static final LossLedger.Key FULL =
      new LossLedger.Key(LossCause.JOURNAL_FULL, "tank", "process");

  private final FakeTime time = new FakeTime();
  private final Dictionary dictionary = Batches.dictionary("tank/level", "tank/flow");
  private final MemoryJournal journal = new MemoryJournal("gw", dictionary, time.clocks());
  private final MemoryLossLedger losses = new MemoryLossLedger(time.mono());
  private final LastValues lastValues = new LastValues("gw", dictionary);
  private final ClockBook book = new ClockBook(journal, time.clocks());
  private final TelemetryPath path = new TelemetryPath(book, lastValues, journal);
  private final DeviceIntake tank =
      new DeviceIntake(
          Plans.device("tank", dictionary),
          path,
          losses,
          lastValues,
          book,
          new DeviceIntake.Care(
              new AdmissionEntry(Map.of("process", Duration.ofMinutes(1)), List.of()),
              cause -> {}));

  @Test
  void journalsAWholeBatchWithItsEventTimes() {
    ObservationBatch batch = batch(12.4, 12.5);
    long source = time.wall().nanos() - 1_000_000;
    batch.stamps(0, source, ObservationBatch.ABSENT);
    batch.stamps(1, ObservationBatch.ABSENT, ObservationBatch.ABSENT);
    long last = tank.accept(batch);
    assertEquals(journal.lastSequence(), last);
    assertEquals(last - 1, batch.firstSequence());
    List<Observation> rows = raw();
    assertEquals(source, rows.get(0).times().event());
    assertEquals(TimeBasis.SOURCE, rows.get(0).times().basis());
    assertEquals(TimeBasis.GATEWAY, rows.get(1).times().basis());
  }

  @Test
  void showsTheNewestValueWithItsIdentity() {
    tank.accept(batch(12.4));
    tank.accept(batch(12.6));
    Observation seen = lastValues.get(0);
    assertNotNull(seen);
    assertEquals("12.6", String.valueOf(seen.value()));
    assertNotNull(seen.id());
    assertEquals(journal.lastSequence(), seen.id().sequence());
  }

  @Test
  void marksTheRowsOfADeviceUnderMaintenance() {
    path.underMaintenance("tank"::equals);
    tank.accept(batch(12.4));
    path.underMaintenance(device -> false);
    tank.accept(batch(12.5));
    assertTrue(Flag.MAINTENANCE.in(raw().get(0).judgement().flags()));
    assertFalse(Flag.MAINTENANCE.in(raw().get(1).judgement().flags()));
  }

  @Test
  void aValueFromTheDevicesHistoryIsJournaledButNotCurrent() {
    ObservationBatch batch = new ObservationBatch().receivedAt(time.wall().nanos(), 1);
    batch.put(batch.add(0, Kind.RAW, Trigger.BACKFILL), 3.0);
    tank.accept(batch);
    assertNull(lastValues.get(0));
    assertEquals(1, raw().size());
  }

  @Test
  void countsAsLostWhatTheJournalRefusesAndKeepsTheLastValue() {
    journal.refuse(JournalException.Cause.FULL);
    assertEquals(0, tank.accept(batch(12.4, 12.5)));
    assertEquals(2L, losses.totals().get(FULL));
    Observation seen = lastValues.get(0);
    assertNotNull(seen);
    assertNull(seen.id());
    journal.refuse(null);
    assertTrue(tank.accept(batch(12.6)) > 0);
    assertEquals(1, raw().size());
  }

  @Test
  void whatWasHandedOverIsJournaledOrLost() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      journal.refuse(random.nextInt(4) == 0 ? JournalException.Cause.BROKEN : null);
      tank.accept(batch(new double[1 + random.nextInt(20)]));
      if (random.nextInt(10) == 0) {
        tank.lost(LossCause.OVERFLOW, 3, ObservationBatch.ABSENT, ObservationBatch.ABSENT);
      }
      time.pass(Duration.ofMillis(100));
    }
    journal.refuse(null);
    long reported = losses.totals().get(new LossLedger.Key(LossCause.OVERFLOW, "tank", ""));
    assertEquals(tank.handed() + reported, tank.journaled() + tank.lost(), "seed " + seed);
    assertTrue(tank.isBalanced(), "seed " + seed);
    assertEquals(tank.journaled(), raw().size(), "seed " + seed);
  }

  @Test
  void keepsOneValueAMinuteOfALowClassWhileSpaceIsScarce() {
    tank.accept(batch(1, 2, 3));
    journal.scarce(true);
    assertTrue(tank.accept(batch(4, 5)) > 0);
    time.pass(Duration.ofSeconds(59));
    assertEquals(0, tank.accept(batch(6)));
    ObservationBatch bad = batch(7);
    bad.judge(0, 0x80310000);
    assertTrue(tank.accept(bad) > 0);
    time.pass(Duration.ofSeconds(61));
    assertTrue(tank.accept(batch(8)) > 0);
    journal.scarce(false);
    tank.accept(batch(9, 10));

    assertEquals(
        List.of("1", "2", "3", "4", "null", "8", "9", "10"),
        raw().stream().map(row -> String.valueOf(row.value())).toList());
    LossLedger.Key thinned = new LossLedger.Key(LossCause.THINNED, "tank", "process");
    assertEquals(2L, losses.totals().get(thinned));
    assertTrue(tank.isBalanced());
  }

  @Test
  void aValueTooLargeIsLostByNameAndThoseThatCameWithItAreNot() {
    journal.largestValue(100);
    ObservationBatch batch = batch(1, 2, 3);
    batch.put(1, "x".repeat(101));

    assertTrue(tank.accept(batch) > 0);

    assertEquals(2, raw().size());
    LossLedger.Key oversize = new LossLedger.Key(LossCause.OVERSIZE, "tank", "process");
    assertEquals(1L, losses.totals().get(oversize));
    assertTrue(tank.isBalanced());
  }

  @Test
  void aLossBecomesARowOnceTheJournalTakesIt() throws JournalException {
    LossTeller teller = new LossTeller(losses, journal, time.clocks());
    journal.refuse(JournalException.Cause.FULL);
    tank.accept(batch(12.4, 12.5));
    time.pass(Duration.ofSeconds(20));
    teller.tell();
    assertEquals(1, losses.closed().size());
    journal.refuse(null);
    teller.tell();
    Loss told = Loss.read(rows(Kind.LOSS).get(0).value().bytes());
    assertEquals(LossCause.JOURNAL_FULL, told.cause());
    assertEquals(2, told.count());
    assertEquals(List.of(), losses.closed());
  }

  @Test
  void aBrokenLinkIsAGapUntilTheNextValue() {
    tank.accept(batch(12.4));
    tank.link(LinkState.DOWN, "cable");
    assertEquals(1, losses.pending().size());
    time.pass(Duration.ofSeconds(30));
    tank.link(LinkState.UP, "connected");
    tank.accept(batch(12.4));
    time.pass(Duration.ofSeconds(20));
    Loss gap = losses.closed().get(0);
    assertEquals(LossCause.LINK_DOWN, gap.cause());
    assertEquals(Loss.UNKNOWN_COUNT, gap.count());
    assertEquals(Duration.ofSeconds(30).toNanos(), gap.eventTo() - gap.eventFrom());
  }

  @Test
  void aRowOutsideItsRangeIsKeptAsUncertain() {
    tank.accept(batch(1e9));
    Observation row = raw().get(0);
    assertEquals(Quality.UNCERTAIN, row.judgement().quality());
    assertTrue(Flag.OUT_OF_RANGE.in(row.judgement().flags()));
    assertEquals("1000000000", String.valueOf(row.value()));
  }

  @Test
  void repeatsWhatDidNotChangeAsOftenAsTheProfilePromises() {
    tank.accept(batch(12.4));
    for (int second = 0; second < 35; second++) {
      time.pass(Duration.ofSeconds(1));
      tank.alive(time.mono().nanos());
    }
    List<Observation> beats = raw().subList(1, raw().size());
    assertEquals(3, beats.size());
    assertEquals(Trigger.HEARTBEAT, beats.get(0).trigger());
    assertEquals("12.4", String.valueOf(beats.get(0).value()));
    assertEquals(TimeBasis.GATEWAY, beats.get(0).times().basis());
    assertEquals(0, beats.get(0).judgement().flags());
    assertEquals(tank.handed(), tank.journaled());
    assertEquals(Trigger.CHANGE, Objects.requireNonNull(lastValues.get(0)).trigger());
  }

  @Test
  void repeatsNothingWhileTheLinkIsDownOrNothingEverCame() {
    tank.alive(time.mono().nanos());
    tank.accept(batch(12.4));
    tank.link(LinkState.DOWN, "cable");
    time.pass(Duration.ofSeconds(60));
    tank.alive(time.mono().nanos());
    assertEquals(1, raw().size());
  }

  @Test
  void journalsWhenAPointFellSilentAndOnlyOnce() {
    IdleTeller idle = new IdleTeller(lastValues, journal, book, time.clocks());
    tank.accept(batch(12.4));
    long silent = time.wall().nanos() + Duration.ofSeconds(30).toNanos();
    time.pass(Duration.ofSeconds(30));
    idle.tell();
    assertEquals(List.of(), rows(Kind.HEALTH));
    time.pass(Duration.ofSeconds(7));
    journal.refuse(JournalException.Cause.FULL);
    idle.tell();
    journal.refuse(null);
    idle.tell();
    idle.tell();
    Observation told = rows(Kind.HEALTH).get(0);
    assertEquals(1, rows(Kind.HEALTH).size());
    assertEquals("tank/level", told.point());
    assertEquals(silent, told.times().event());
    assertEquals(Flag.STALE.mask(), told.judgement().flags());
    assertEquals(Quality.UNCERTAIN, told.judgement().quality());
    tank.accept(batch(12.4));
    idle.tell();
    time.pass(Duration.ofSeconds(60));
    idle.tell();
    assertEquals(2, rows(Kind.HEALTH).size());
  }

  /** Whoever replays the journal finds the same rows late, and the same points idle. */
  @Test
  void aReplayDecidesAsTheGatewayDid() {
    IdleTeller idle = new IdleTeller(lastValues, journal, book, time.clocks());
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      ObservationBatch batch = Batches.of(time.clocks(), random.nextInt(2), 12.4);
      long source = batch.receivedWall() - random.nextInt(15) * 1_000_000_000L;
      batch.stamps(0, source, ObservationBatch.ABSENT);
      tank.accept(batch);
      if (random.nextInt(50) == 0) {
        book.gatewayIs(ClockState.SYNCED, random.nextInt(1_000_000_000));
      }
      time.pass(Duration.ofMillis(random.nextInt(40) == 0 ? 45_000 : random.nextInt(2_000)));
      idle.tell();
      if (random.nextInt(3) == 0) {
        tank.alive(time.mono().nanos());
      }
    }
    assertReplayAgrees();
  }

  private void assertReplayAgrees() {
    Watermarks marks = new Watermarks(dictionary);
    int order = Flag.LATE.mask() | Flag.OUT_OF_ORDER.mask();
    int late = 0;
    int silent = 0;
    ObservationBatch batch = new ObservationBatch();
    try (JournalReader reader = journal.reader()) {
      while (reader.read(batch)) {
        for (int row = 0; row < batch.size(); row++) {
          Watermarks.Order seen = marks.see(batch, row, latest(batch, reader.clocks()));
          int flag =
              switch (seen) {
                case LATE -> Flag.LATE.mask();
                case OUT_OF_ORDER -> Flag.OUT_OF_ORDER.mask();
                case IN_ORDER -> 0;
              };
          assertEquals(batch.flags(row) & order, flag, "sequence " + batch.sequence(row));
          late += seen == Watermarks.Order.LATE ? 1 : 0;
          silent += batch.kind(row) == Kind.HEALTH && marks.isIdle(batch.point(row)) ? 1 : 0;
        }
      }
    }
    assertEquals(rows(Kind.HEALTH).size(), silent);
    assertTrue(late > 10 && silent > 10, late + " late, " + silent + " idle");
  }

  /** By the gateway's clock entry that was in force: the newest before the row. */
  private static long latest(ObservationBatch batch, List<ClockEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.topic() == ClockEntry.Topic.STATE)
        .reduce((before, after) -> after)
        .map(entry -> Watermarks.latestPlausible(batch, entry))
        .orElse(batch.receivedWall() + 1_000_000_000L);
  }

  private ObservationBatch batch(double... levels) {
    return Batches.of(time.clocks(), 0, levels);
  }

  private List<Observation> raw() {
    return rows(Kind.RAW);
  }

  private List<Observation> rows(Kind kind) {
    List<Observation> rows = new ArrayList<>();
    ObservationBatch batch = new ObservationBatch();
    try (JournalReader reader = journal.reader()) {
      while (reader.read(batch)) {
        Batches.rows(batch, dictionary).stream()
            .filter(row -> row.kind() == kind)
            .forEach(rows::add);
      }
    }
    return rows;
  }
}
