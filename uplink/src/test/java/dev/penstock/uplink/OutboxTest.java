package dev.penstock.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.MemoryDisk;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameHeader.Lost;
import dev.penstock.contract.wire.FrameKind;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.uplink.MqttUplinkSettings.Acknowledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final Duration FRAME = Duration.ofMillis(60);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final OutboxRig rig = new OutboxRig();

  private Epoch epoch() {
    return rig.journal.epoch();
  }

  @Test
  void aFrameClosesFiftyMillisecondsAfterItsFirstRow() {
    rig.begin();
    rig.runAcked(SECOND);
    rig.frames.clear();
    rig.append(3);
    rig.outbox.step();
    rig.time.pass(Duration.ofMillis(49));
    rig.outbox.step();
    assertThat(rig.frames).isEmpty();

    rig.time.pass(Duration.ofMillis(1));
    rig.outbox.step();

    assertThat(rig.frames).hasSize(1);
    assertThat(rig.frames.get(0).rows().size()).isEqualTo(3);
    assertThat(rig.frames.get(0).header().lane()).isEqualTo(Lane.LIVE);
  }

  @Test
  void aFullFrameDoesNotWait() {
    rig.begin();
    rig.append(2500);
    rig.outbox.step();

    assertThat(rig.frames.stream().filter(f -> f.header().lane() == Lane.LIVE))
        .extracting(f -> f.rows().size())
        .containsExactly(1000, 1000);
  }

  @Test
  void everythingFromTheFirstRowOnIsCovered() {
    rig.append(50);
    rig.begin();
    rig.append(2500);
    rig.runAcked(SECOND);

    long last = rig.journal.lastSequence();
    assertThat(rig.covered(epoch()).ranges()).containsExactly(new Range(1, last));
    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, last));
    assertThat(rig.tally.ackedRows()).isEqualTo(last);
  }

  @Test
  void newRowsGoFirstAfterAnOutageAndTheBacklogIsHistory() {
    rig.append(30_000);
    rig.begin();
    rig.append(5);
    rig.run(FRAME);

    Frame live = rig.frames.stream().filter(f -> f.header().lane() == Lane.LIVE).findFirst().get();
    assertThat(live.header().cover()).isEqualTo(new Range(30_002, 30_006));
    Frame history = rig.frames.get(0);
    assertThat(history.header().lane()).isEqualTo(Lane.HISTORY);
    assertThat(history.header().cover()).isEqualTo(new Range(1, 1000));
  }

  @Test
  void theBacklogIsPaced() {
    rig.append(60_000);
    rig.begin();
    rig.runAcked(SECOND);

    long rows = rig.frames.stream().mapToLong(f -> f.rows().size()).sum();
    assertThat(rows).isBetween(15_000L, 25_000L);
  }

  @Test
  void nothingIsSentBeyondTheWindow() {
    rig.append(60_000);
    rig.begin();
    rig.run(SECOND);

    assertThat(rig.frames.size()).isLessThanOrEqualTo(rig.settings.window());
  }

  @Test
  void aBrokerThatTakesFewerFramesIsNotGivenMore() {
    rig.limit = 3;
    rig.append(60_000);
    rig.begin();
    rig.append(5000);
    rig.run(SECOND);

    assertThat(rig.frames.size()).isLessThanOrEqualTo(3);
  }

  @Test
  void whatIsNotAcknowledgedIsSentAgainAsHistory() {
    rig.begin();
    rig.append(10);
    rig.run(SECOND);
    int before = rig.frames.size();
    rig.run(Duration.ofSeconds(40));

    List<Frame> again = rig.frames.subList(before, rig.frames.size());
    assertThat(again).isNotEmpty();
    assertThat(again).allMatch(f -> f.header().lane() == Lane.HISTORY);
    assertThat(rig.tally.silentNanos()).isPositive();
  }

  @Test
  void nobodyAnsweringForAWeekCostsFewFrames() {
    rig.append(100_000);
    rig.begin();
    rig.run(Duration.ofMinutes(1));
    int before = rig.frames.size();
    for (int hour = 0; hour < 24; hour++) {
      rig.run(Duration.ofHours(1));
    }

    assertThat(rig.frames.size() - before).isLessThan(24 * 6 + 20);
  }

  @Test
  void howeverLongNobodyAnsweredANewTwinIsFoundWithinAMinute() {
    rig.append(5000);
    rig.begin();
    rig.run(Duration.ofHours(24));
    rig.asides.clear();
    rig.run(Duration.ofSeconds(61));

    assertThat(rig.asides(FrameKind.BIRTH)).isBetween(1L, 2L);
  }

  @Test
  void allResumesWhenSomebodyAnswersAgain() {
    rig.append(5000);
    rig.begin();
    rig.run(Duration.ofMinutes(30));
    rig.append(7);
    rig.runAcked(Duration.ofMinutes(20));

    assertThat(rig.cursor.covered(epoch()).ranges())
        .containsExactly(new Range(1, rig.journal.lastSequence()));
    assertThat(rig.tally.silentNanos()).isZero();
  }

  @Test
  void aFrameThatCouldNotBeHandedOverIsMadeAgain() {
    rig.takes = false;
    rig.begin();
    rig.append(10);
    rig.run(SECOND);
    rig.takes = true;
    rig.runAcked(SECOND);

    assertThat(rig.covered(epoch()).containsAll(1, rig.journal.lastSequence())).isTrue();
  }

  @Test
  void aReconnectSendsWhatWasUnderWay() {
    rig.begin();
    rig.append(10);
    rig.run(FRAME);
    rig.frames.clear();
    rig.outbox.connected();
    rig.run(FRAME);

    assertThat(rig.covered(epoch()).ranges()).containsExactly(new Range(1, 11));
  }

  @Test
  void aNewProcessContinuesWithTheEpochThatWasCutShort() {
    rig.begin();
    rig.append(10);
    rig.runAcked(SECOND);
    Epoch first = epoch();
    rig.append(10);
    rig.restart();
    rig.frames.clear();
    rig.append(4);
    rig.runAcked(SECOND);

    assertThat(rig.covered(first).ranges()).containsExactly(new Range(12, 21));
    assertThat(rig.covered(epoch()).ranges()).containsExactly(new Range(1, 5));
  }

  @Test
  void anEpochRenewedUnderWayIsFollowed() throws Exception {
    rig.begin();
    rig.append(10);
    rig.run(FRAME);
    Epoch first = epoch();
    rig.append(3);
    rig.journal.renew(EpochStart.Reason.FORK);
    rig.append(2);
    rig.runAcked(SECOND);

    assertThat(rig.covered(first).ranges()).containsExactly(new Range(1, 14));
    assertThat(rig.covered(epoch()).ranges()).containsExactly(new Range(1, 3));
  }

  @Test
  void whatRetentionDroppedIsCoveredAsLost() {
    rig.append(1000);
    rig.disk.dropOldest(4);
    rig.begin();
    rig.runAcked(SECOND);

    List<Lost> lost = rig.frames.stream().flatMap(f -> f.header().lost().stream()).toList();
    assertThat(lost).extracting(Lost::from, Lost::to).containsExactly(tuple(1L, 301L));
    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, 1001));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void whatIsDroppedWhileItIsBeingSentIsCoveredAsLostToo() {
    rig.append(30_000);
    rig.begin();
    rig.run(FRAME);
    rig.disk.dropOldest(290);
    rig.runAcked(Duration.ofSeconds(10));

    assertThat(rig.cursor.covered(epoch()).ranges())
        .containsExactly(new Range(1, rig.journal.lastSequence()));
    assertThat(rig.frames.stream().flatMap(f -> f.header().lost().stream())).isNotEmpty();
  }

  @Test
  void rowsHeldBackByTheFilterAreCoveredWithoutARow() {
    rig.settings = OutboxRig.settings(Acknowledger.TWIN, List.of("plc/*"));
    rig.begin();
    rig.append(9);
    rig.run(FRAME);

    Frame live = rig.frames.get(rig.frames.size() - 1);
    assertThat(live.rows().size()).isEqualTo(6);
    assertThat(live.header().cover()).isEqualTo(new Range(2, 10));
    assertThat(live.header().origin().filter()).hasSize(16);
    assertThat(rig.frames.get(0).rows().kind(0)).isEqualTo(Kind.EPOCH);
  }

  @Test
  void anEmptyFrameMovesTheCoverEveryTenSeconds() {
    rig.settings = OutboxRig.settings(Acknowledger.TWIN, List.of("nowhere/*"));
    rig.begin();
    rig.runAcked(SECOND);
    rig.frames.clear();
    rig.append(9);
    rig.runAcked(Duration.ofSeconds(9));
    assertThat(rig.frames).isEmpty();

    rig.runAcked(Duration.ofSeconds(2));
    assertThat(rig.frames).hasSize(1);
    assertThat(rig.frames.get(0).rows().size()).isZero();
    assertThat(rig.frames.get(0).header().cover()).isEqualTo(new Range(2, 10));
  }

  @Test
  void aValueThatFitsIntoNoFrameIsToldAndDoesNotStopTheRest() {
    rig.begin();
    rig.append(1);
    ObservationBatch batch =
        new ObservationBatch().receivedAt(rig.time.wall().nanos(), rig.time.mono().nanos());
    byte[] huge = new byte[FrameWriter.MAX_VALUE + 1];
    batch.putBytes(batch.add(0, Kind.RAW, Trigger.CHANGE), ValueType.BYTES, huge, 0, huge.length);
    Batches.addValue(batch, 0, 1);
    rig.append(batch);
    rig.runAcked(SECOND);

    assertThat(rig.rejections).containsExactly("3..3 TOO_LARGE");
    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, 4));
  }

  @Test
  void framesAreNoLargerThanTheBrokerSaysItTakes() {
    rig.size.announced(1500);
    rig.begin();
    rig.append(3000);
    rig.runAcked(Duration.ofSeconds(20));

    assertThat(rig.largest).isBetween(300, 1500);
    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, 3001));
    assertThat(rig.rejections).isEmpty();
    assertThat(lane(Lane.LIVE)).isSorted().doesNotHaveDuplicates();
  }

  /** The sequences of the rows of a lane, as they came. */
  private List<Long> lane(Lane lane) {
    List<Long> sequences = new ArrayList<>();
    for (Frame frame : rig.frames) {
      for (int row = 0; frame.header().lane() == lane && row < frame.rows().size(); row++) {
        sequences.add(frame.rows().sequence(row));
      }
    }
    return sequences;
  }

  @Test
  void aRowThatTheBrokerCannotTakeIsToldOnceAndDoesNotStopTheRest() {
    rig.size.announced(2000);
    rig.begin();
    rig.append(5);
    rig.append(noise(3000));
    rig.append(noise(1000));
    rig.append(5);
    rig.runAcked(SECOND);
    rig.outbox.connected();
    rig.runAcked(SECOND);

    assertThat(rig.rejections).containsExactly("7..7 TOO_LARGE");
    assertThat(rig.largest).isLessThanOrEqualTo(2000);
    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, 13));
    assertThat(lane(Lane.LIVE)).doesNotContain(7L).contains(8L);
  }

  /** A row whose value cannot be deflated. */
  private ObservationBatch noise(int bytes) {
    byte[] value = new byte[bytes];
    new Random(bytes).nextBytes(value);
    ObservationBatch batch =
        new ObservationBatch().receivedAt(rig.time.wall().nanos(), rig.time.mono().nanos());
    batch.putBytes(batch.add(0, Kind.RAW, Trigger.CHANGE), ValueType.BYTES, value, 0, bytes);
    return batch;
  }

  @Test
  void whatABrokerTakesIsFoundOutIfItOnlyRefuses() {
    rig.refusedFrom = 20_000;
    rig.begin();
    for (int i = 0; i < 10; i++) {
      rig.append(noise(9000));
    }
    rig.append(noise(30_000));
    rig.append(noise(15_000));
    rig.runAcked(Duration.ofMinutes(2));

    assertThat(rig.rejections).containsExactly("12..12 TOO_LARGE");
    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, 13));
  }

  @Test
  void aBrokerThatTakesNoFrameAtAllCostsNoRow() {
    rig.size.announced(100);
    rig.begin();
    rig.append(20);
    rig.refusedFrom = 0;
    rig.run(Duration.ofMinutes(10));

    assertThat(rig.rejections).isEmpty();
    assertThat(rig.tried).hasSizeLessThan(40);
    assertThat(rig.cursor.covered(epoch()).isEmpty()).isTrue();
  }

  @Test
  void theDictionaryGoesFirstAndAgainWhenItIsNeeded() {
    rig.begin();
    rig.append(3);
    rig.run(FRAME);
    assertThat(rig.asides(FrameKind.DICTIONARY)).isEqualTo(1);
    assertThat(rig.asides.get(0).kind()).isEqualTo(FrameKind.DICTIONARY);

    String hash = OutboxRig.DICTIONARY.hash();
    Ack needing =
        new Ack(
            new Ack.Stream(OutboxRig.GATEWAY, OutboxRig.UPLINK, epoch()),
            List.of(),
            List.of(),
            List.of(hash));
    rig.outbox.acked(needing);
    rig.outbox.acked(needing);
    assertThat(rig.asides(FrameKind.DICTIONARY)).isEqualTo(2);
    rig.time.pass(Duration.ofSeconds(3));
    rig.outbox.acked(needing);
    assertThat(rig.asides(FrameKind.DICTIONARY)).isEqualTo(3);
  }

  @Test
  void theBirthShowsTheLastValuesAndWhatTheJournalHolds() {
    rig.append(3);
    ObservationBatch batch = Batches.of(rig.time.clocks(), 1, 12.5);
    rig.append(batch);
    rig.lastValues.update(batch, 0);
    rig.lastValues.identify(1, epoch(), batch.firstSequence());
    rig.begin();

    Frame birth = rig.asides.stream().filter(f -> f.kind() == FrameKind.BIRTH).findFirst().get();
    assertThat(birth.keyId()).isNotNull();
    assertThat(birth.observations(OutboxRig.DICTIONARY))
        .extracting(o -> o.point(), o -> o.id().sequence())
        .containsExactly(tuple("plc/b", 5L));
    assertThat(birth.header().spans()).extracting(s -> s.last()).containsExactly(5L);
  }

  @Test
  void anAckOfRowsNeverSentIsRefusedWhole() {
    rig.begin();
    rig.append(10);
    rig.run(FRAME);

    assertThat(rig.outbox.acked(rig.ack(epoch(), new Range(1, 2000))))
        .isEqualTo(AckFault.NEVER_SENT);
    assertThat(rig.cursor.covered(epoch()).isEmpty()).isTrue();
    assertThat(rig.outbox.acked(rig.ack(new Epoch(77), new Range(1, 2))))
        .isEqualTo(AckFault.UNKNOWN_EPOCH);
  }

  @Test
  void anAckOfAnEndedEpochCountsUpToItsEnd() {
    rig.begin();
    rig.append(10);
    rig.run(FRAME);
    Epoch first = epoch();
    rig.restart();

    assertThat(rig.outbox.acked(rig.ack(first, new Range(1, 500)))).isNull();
    assertThat(rig.cursor.covered(first).ranges()).containsExactly(new Range(1, 11));
  }

  @Test
  void aSmallerAckTakesNothingBackAndIsToldOf() {
    rig.begin();
    rig.append(10);
    rig.runAcked(SECOND);
    rig.outbox.acked(rig.ack(epoch(), new Range(1, 2)));

    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, 11));
    assertThat(rig.tally.hasForgotten()).isTrue();
  }

  @Test
  void refusedRowsAreCoveredAndToldOnce() {
    rig.begin();
    rig.append(10);
    rig.run(FRAME);
    Ack ack =
        new Ack(
            new Ack.Stream(OutboxRig.GATEWAY, OutboxRig.UPLINK, epoch()),
            List.of(new Range(1, 11)),
            List.of(
                new Ack.Rejected(new Range(4, 6), "NO_CONTRACT"),
                new Ack.Rejected(new Range(8, 8), "FORK")),
            List.of());
    rig.outbox.acked(ack);
    rig.outbox.acked(ack);

    assertThat(rig.rejections).containsExactly("4..6 NO_CONTRACT", "8..8 FORK");
    assertThat(rig.forks).containsExactly(epoch());
    assertThat(rig.tally.rejectedRows()).isEqualTo(4);
    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, 11));
  }

  @Test
  void withAckByTheBrokerHandingOverMovesTheCursor() {
    rig.settings = OutboxRig.settings(Acknowledger.BROKER, List.of());
    rig.begin();
    rig.append(10);
    rig.run(FRAME);

    assertThat(rig.cursor.covered(epoch()).ranges()).containsExactly(new Range(1, 11));
  }

  @Test
  void withAckByTheTwinHandingOverMovesNothing() {
    rig.begin();
    rig.append(10);
    rig.run(FRAME);

    assertThat(rig.cursor.covered(epoch()).isEmpty()).isTrue();
  }

  @Test
  void rangesAskedForAgainAreSentAsHistoryAndOnce() {
    rig.begin();
    rig.append(100);
    rig.runAcked(SECOND);
    rig.frames.clear();
    Replay request =
        new Replay(
            new Replay.Route("r-1", OutboxRig.GATEWAY, OutboxRig.UPLINK),
            List.of(new Replay.Part(epoch(), new Range(20, 40))),
            null,
            List.of());
    rig.outbox.replay(request);
    rig.outbox.replay(request);
    rig.runAcked(SECOND);

    assertThat(rig.frames).hasSize(1);
    assertThat(rig.frames.get(0).header().lane()).isEqualTo(Lane.HISTORY);
    assertThat(rig.frames.get(0).header().cover()).isEqualTo(new Range(20, 40));
  }

  private static Replay ask(
      String id, Replay.Window window, List<Replay.Part> parts, String... of) {
    Replay.Route route = new Replay.Route(id, OutboxRig.GATEWAY, OutboxRig.UPLINK);
    return new Replay(route, parts, window, List.of(of));
  }

  private static long rows(List<Frame> frames) {
    return frames.stream().mapToLong(f -> f.rows().size()).sum();
  }

  @Test
  void aWindowOfEventTimeIsAnsweredWithTheRowsInIt() {
    rig.begin();
    for (int i = 0; i < 10; i++) {
      rig.append(10);
      rig.time.pass(SECOND);
    }
    rig.runAcked(SECOND);
    rig.frames.clear();
    long from = rig.time.wall().nanos() - Duration.ofMillis(6500).toNanos();
    Replay.Window window = new Replay.Window(from, from + Duration.ofSeconds(2).toNanos());
    rig.outbox.replay(ask("r-2", window, List.of()));
    rig.runAcked(SECOND);

    assertThat(rows(rig.frames)).isEqualTo(20);
    assertThat(rig.frames)
        .allMatch(f -> f.header().lane() == Lane.HISTORY && f.header().cover() == null);
  }

  @Test
  void anAnswerForOnePointSpeaksOfNothingElse() {
    rig.begin();
    rig.append(99);
    rig.runAcked(SECOND);
    rig.frames.clear();
    List<Replay.Part> parts = List.of(new Replay.Part(epoch(), new Range(1, 100)));
    rig.outbox.replay(ask("r-3", null, parts, "plc/b"));
    rig.run(SECOND);

    TwinLedger fresh = new TwinLedger();
    rig.frames.forEach(f -> fresh.take(f.header(), f.rows()));
    TwinLedger.Stream stream = fresh.streams().iterator().next();
    assertThat(rows(rig.frames)).isEqualTo(33);
    assertThat(fresh.covered(stream).count()).isEqualTo(33);
    assertThat(rig.frames)
        .allSatisfy(
            f -> {
              for (int row = 0; row < f.rows().size(); row++) {
                assertThat(f.rows().point(row)).isEqualTo(1);
              }
            });
  }

  @Test
  void anAnswerTellsWhatIsGone() {
    rig.begin();
    rig.append(300);
    rig.runAcked(SECOND);
    rig.disk.dropOldest(2);
    long first = rig.journal.status().epochs().get(0).first();
    assertThat(first).isGreaterThan(1);
    rig.frames.clear();
    List<Replay.Part> parts = List.of(new Replay.Part(epoch(), new Range(1, 301)));
    rig.outbox.replay(ask("r-4", null, parts, "plc/a"));
    rig.run(SECOND);

    assertThat(rig.frames.get(0).header().lost()).containsExactly(new Lost(1, first - 1, ""));
  }

  @Test
  void anAnswerPassesTheSameFilterAsEverythingElse() {
    rig.settings = OutboxRig.settings(Acknowledger.TWIN, List.of("plc/a"));
    rig.begin();
    rig.append(99);
    rig.runAcked(SECOND);
    rig.frames.clear();
    List<Replay.Part> parts = List.of(new Replay.Part(epoch(), new Range(1, 100)));
    rig.outbox.replay(ask("r-5", null, parts, "plc/b"));
    rig.run(SECOND);

    assertThat(rows(rig.frames)).isZero();
  }

  @Test
  void aTwinWhoseSessionWasLostGetsAtOnceWhatWasOnItsWay() {
    rig.append(60_000);
    rig.begin();
    rig.run(FRAME);
    assertThat(rig.frames).isNotEmpty();
    rig.frames.clear();
    Replay.Part rest = new Replay.Part(epoch(), new Range(1, Replay.ALL_THAT_FOLLOWS));
    rig.outbox.replay(ask("r-6", null, List.of(rest)));
    rig.run(FRAME);

    assertThat(rig.covered(epoch()).firstMissing(1)).isGreaterThan(1);
    assertThat(rig.asides(FrameKind.BIRTH)).isEqualTo(2);
  }

  @Test
  void whatNobodySubscribedToGoesAgainAsSoonAsSomebodyDoes() {
    rig.handover = Handover.NOBODY;
    rig.begin();
    rig.append(50);
    rig.run(Duration.ofMinutes(10));
    assertThat(rig.tally.hasListeners()).isFalse();
    assertThat(rig.frames).isEmpty();

    rig.handover = Handover.TAKEN;
    rig.asides.clear();
    rig.runAcked(Duration.ofSeconds(45));

    assertThat(rig.covered(epoch()).containsAll(1, 51)).isTrue();
    assertThat(rig.asides(FrameKind.BIRTH)).isPositive();
    assertThat(rig.tally.hasListeners()).isTrue();
  }

  @Test
  void aWeekWithoutAnySubscriberCostsFewSmallFrames() {
    rig.handover = Handover.NOBODY;
    rig.append(10_000);
    rig.begin();
    for (int day = 0; day < 7; day++) {
      rig.append(1000);
      rig.run(Duration.ofHours(24));
    }

    assertThat(rig.tried.size()).isLessThan(7 * 24 * 60 * 2);
    assertThat(rig.tried.stream().filter(f -> f.kind() == FrameKind.DATA).count()).isLessThan(10);
  }

  @Test
  void aBrokerThatRefusesIsAskedEverMoreRarelyAndNothingIsLost() {
    rig.handover = Handover.REFUSED;
    rig.begin();
    rig.append(50);
    rig.run(Duration.ofHours(1));
    assertThat(rig.tried.size()).isLessThan(200);
    assertThat(rig.cursor.covered(epoch()).isEmpty()).isTrue();

    rig.handover = Handover.TAKEN;
    rig.runAcked(Duration.ofMinutes(2));

    assertThat(rig.cursor.covered(epoch()).containsAll(1, 51)).isTrue();
  }

  @Test
  void aTwinThatRefusesEverythingIsToldOfAndSentNothingTwice() {
    rig.begin();
    for (int i = 0; i < 20; i++) {
      rig.append(10);
      rig.run(FRAME);
      long last = rig.journal.lastSequence();
      rig.outbox.acked(
          new Ack(
              new Ack.Stream(OutboxRig.GATEWAY, OutboxRig.UPLINK, epoch()),
              List.of(new Range(1, last)),
              List.of(new Ack.Rejected(new Range(1, last), "NO_CONTRACT")),
              List.of()));
    }
    rig.run(Duration.ofMinutes(5));

    assertThat(rig.tally.rejectedRows()).isEqualTo(201);
    assertThat(rows(rig.frames)).isEqualTo(201);
  }

  @Test
  void withOldestFirstNewRowsWaitForTheBacklog() {
    rig.append(3000);
    rig.draining(MqttUplinkSettings.Drain.OLDEST_FIRST).begin();
    rig.append(10);
    rig.runAcked(SECOND);

    List<Long> order = new ArrayList<>();
    rig.frames.forEach(
        f -> {
          for (int row = 0; row < f.rows().size(); row++) {
            order.add(f.rows().sequence(row));
          }
        });
    assertThat(order).hasSize(3011).isSorted();
  }

  @Test
  void kindsThatAreNotWantedAreCoveredWithoutARow() {
    rig.sending(RowKind.INFERRED).begin();
    rig.append(10);
    rig.runAcked(Duration.ofSeconds(30));

    // The epoch's first row is about the stream.
    assertThat(rows(rig.frames)).isEqualTo(1);
    assertThat(rig.covered(epoch()).containsAll(1, 11)).isTrue();
    assertThat(rig.frames.get(0).header().origin().filter()).isNotEmpty();
  }

  @Test
  void theFarewellNamesTheConnectionAsItsBirthsDo() throws FrameException {
    rig.begin();
    rig.time.pass(SECOND);
    byte[] first = rig.outbox.farewell();
    rig.time.pass(SECOND);
    byte[] second = rig.outbox.farewell();
    rig.time.pass(SECOND);
    rig.asides.clear();
    rig.outbox.connected();

    Frame birth = rig.asides.stream().filter(f -> f.kind() == FrameKind.BIRTH).findFirst().get();
    Frame farewell = FrameReader.unchecked().read(second);
    assertThat(farewell.kind()).isEqualTo(FrameKind.FAREWELL);
    assertThat(farewell.header().created()).isEqualTo(birth.header().created());
    assertThat(FrameReader.unchecked().read(first).header().created())
        .isNotEqualTo(birth.header().created());
  }

  @Test
  void liveWaitsWhileTheCentreCouldNotListTheRanges() {
    rig.append(500);
    rig.begin();
    for (long from = 2; from < 200; from += 3) {
      rig.cursor.cover(epoch(), from, from);
    }
    rig.append(5);
    rig.outbox.step();
    rig.time.pass(FRAME);
    rig.outbox.step();
    assertThat(rig.frames).noneMatch(f -> f.header().lane() == Lane.LIVE);

    rig.runAcked(Duration.ofSeconds(5));
    assertThat(rig.cursor.covered(epoch()).ranges())
        .containsExactly(new Range(1, rig.journal.lastSequence()));
  }

  /** Kills, losses on the way, lost acks and retention, by seed: in the end nothing is missing. */
  @Test
  void deliversEverythingWhateverHappensOnTheWay() {
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      OutboxRig storm = new OutboxRig(new MemoryDisk(seed));
      storm.begin();
      for (int i = 0; i < 60; i++) {
        weather(storm, random);
      }
      storm.takes = true;
      storm.outbox.connected();
      storm.runAcked(Duration.ofMinutes(30));
      storm
          .journal
          .status()
          .epochs()
          .forEach(
              span ->
                  assertThat(storm.cursor.covered(span.epoch()).containsAll(1, span.last()))
                      .as("seed %d, %s", random, span)
                      .isTrue());
      assertThat(storm.twin.chain(OutboxRig.GATEWAY).alarms()).isEmpty();
    }
  }

  private static void weather(OutboxRig storm, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> storm.restart();
      case 1 -> storm.takes = random.nextBoolean();
      case 2 -> storm.frames.removeIf(f -> random.nextInt(3) == 0);
      case 3 -> storm.ackAll();
      case 4 -> storm.outbox.connected();
      case 5 -> storm.run(Duration.ofSeconds(random.nextInt(60)));
      default -> storm.append(1 + random.nextInt(300));
    }
    storm.run(Duration.ofMillis(100));
  }
}
