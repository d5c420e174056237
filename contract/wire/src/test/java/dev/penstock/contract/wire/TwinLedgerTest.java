package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.EpochChain.Alarm;
import dev.penstock.contract.wire.EpochChain.Fault;
import dev.penstock.contract.wire.TwinLedger.Rejected;
import dev.penstock.contract.wire.TwinLedger.State;
import dev.penstock.contract.wire.TwinLedger.Stream;
import dev.penstock.contract.wire.TwinLedger.Taken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TwinLedgerTest {

  private static final Stream STREAM = new Stream("hall-7", Samples.EPOCH.epoch(), "centre");

  private final FrameWriter writer = new FrameWriter(Samples.ORIGIN, null);
  private final FrameWriter filtered =
      new FrameWriter(new FrameOrigin("hall-7", "centre", "00ff"), null);
  private final TwinLedger ledger = new TwinLedger();

  private Frame frame(EpochStart epoch, long from, long to) {
    writer.begin(epoch, Lane.LIVE, Samples.DICTIONARY.hash(), from);
    ObservationBatch batch =
        Samples.batch(new Random(from), epoch.epoch(), from, (int) (to - from + 1));
    writer.add(batch, 0, batch.size());
    return read(writer);
  }

  private static Frame read(FrameWriter writer) {
    try {
      return FrameReader.unchecked().read(writer.finish(Samples.CREATED, List.of()));
    } catch (FrameException e) {
      throw new AssertionError(e);
    }
  }

  private Taken take(Frame frame) {
    return ledger.take(frame.header(), frame.rows());
  }

  @Test
  void countsWhatIsFreshAndWhatCameTwice() {
    assertThat(take(frame(Samples.EPOCH, 1, 10))).isEqualTo(new Taken(STREAM, 10, 0));
    assertThat(take(frame(Samples.EPOCH, 6, 14))).isEqualTo(new Taken(STREAM, 4, 5));
    assertThat(ledger.duplicateRows(STREAM)).isEqualTo(5);
  }

  @Test
  void aHoleIsAnUncoveredRangeAndNothingElse() {
    take(frame(Samples.EPOCH, 4, 10));
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 20);
    writer.lost(22, 25, "x/1");
    writer.coverTo(40);
    take(read(writer));

    assertThat(ledger.holes(STREAM)).containsExactly(new Range(1, 3), new Range(11, 19));
    assertThat(ledger.lost(STREAM).ranges()).containsExactly(new Range(22, 25));
  }

  @Test
  void theNextEpochTellsWhatTheLastOneHad() {
    take(frame(Samples.EPOCH, 1, 10));
    assertThat(ledger.holes(STREAM)).isEmpty();

    take(frame(after(Samples.EPOCH, 2, 15), 1, 1));

    assertThat(ledger.holes(STREAM)).containsExactly(new Range(11, 15));
  }

  private static EpochStart after(EpochStart before, long bits, long last) {
    return new EpochStart(
        new Epoch(bits), before.epoch(), last, EpochStart.Reason.KILLED, "boot-a");
  }

  @Test
  void twoEpochsAfterOneAreAFork() {
    take(frame(after(Samples.EPOCH, 2, 15), 1, 1));
    take(frame(after(Samples.EPOCH, 3, 15), 1, 1));

    assertThat(ledger.chain("hall-7").alarms())
        .containsExactly(new Alarm(Fault.FORK, "hall-7", new Epoch(2), new Epoch(3)));
    assertThat(ledger.chain("hall-7").unseen()).containsExactly(Samples.EPOCH.epoch());
  }

  @Test
  void aSecondBeginningAndAContradictionAreAlarms() {
    take(frame(Samples.EPOCH, 1, 1));
    EpochStart another = new EpochStart(new Epoch(5), null, 0, EpochStart.Reason.CREATED, "boot-a");
    take(frame(another, 1, 1));
    take(frame(new EpochStart(new Epoch(5), null, 0, EpochStart.Reason.CREATED, "b"), 1, 1));

    assertThat(ledger.chain("hall-7").alarms())
        .extracting(Alarm::fault)
        .containsExactly(Fault.NEW_BEGINNING, Fault.CONTRADICTION);
  }

  @Test
  void epochsAreOrderedByTheirChainNotByArrival() {
    EpochStart second = after(Samples.EPOCH, 2, 1);
    EpochStart third = after(second, 3, 1);
    take(frame(third, 1, 1));
    take(frame(Samples.EPOCH, 1, 1));
    take(frame(second, 1, 1));

    assertThat(ledger.chain("hall-7").ordered()).containsExactly(Samples.EPOCH, second, third);
  }

  @Test
  void rejectedRangesAreCoveredAndStayInTheAnswer() {
    take(frame(Samples.EPOCH, 1, 10));
    ledger.reject(STREAM, new Range(11, 12), "NO_CONTRACT");
    ledger.reject(STREAM, new Range(13, 13), "NO_CONTRACT");
    ledger.need("hall-7", "ab");

    State expected =
        new State(
            STREAM,
            List.of(new Range(1, 13)),
            List.of(new Rejected(11, 13, "NO_CONTRACT")),
            List.of("ab"));
    assertThat(ledger.state(STREAM)).isEqualTo(expected);
    ledger.have("ab");
    assertThat(ledger.state(STREAM).need()).isEmpty();
  }

  @Test
  void anAnswerHasRoomForSixtyFourRangesAndTellsTheNewest() {
    for (int i = 0; i < 100; i++) {
      take(frame(Samples.EPOCH, 1 + 2 * i, 1 + 2 * i));
    }
    List<Range> told = ledger.state(STREAM).covered();

    assertThat(told).hasSize(TwinLedger.MAX_RANGES);
    assertThat(told.get(63)).isEqualTo(new Range(199, 199));
  }

  @Test
  void whatWasRestoredGivesTheSameAnswer() {
    take(frame(Samples.EPOCH, 1, 10));
    ledger.reject(STREAM, new Range(3, 4), "FORK");
    State before = ledger.state(STREAM);

    TwinLedger second = new TwinLedger();
    second.restore(STREAM, ledger.covered(STREAM), ledger.lost(STREAM), before.rejected());

    assertThat(second.state(STREAM)).isEqualTo(before);
  }

  /**
   * Frames of three epochs, broken by a kill and by a power cut, in both lanes, under filters that
   * change; some lost on the way, some repeated, all out of order.
   */
  @Test
  void agreesWithAPlainSetWhateverTheOrder() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      EpochStart second = after(Samples.EPOCH, 2, 200);
      EpochStart third =
          new EpochStart(new Epoch(3), second.epoch(), 200, EpochStart.Reason.POWER, "boot-b");
      List<EpochStart> epochs = List.of(Samples.EPOCH, second, third);
      List<Frame> sent = new ArrayList<>();
      for (EpochStart epoch : epochs) {
        sent.addAll(cut(random, epoch));
      }
      List<Frame> arrived = new ArrayList<>();
      for (Frame frame : sent) {
        for (int copies = random.nextInt(3); copies > 0; copies--) {
          arrived.add(frame);
        }
      }
      Collections.shuffle(arrived, random);
      check(epochs, arrived, seed);
    }
  }

  private List<Frame> cut(Random random, EpochStart epoch) {
    List<Frame> frames = new ArrayList<>();
    long next = 1;
    while (next < 200) {
      int rows = 1 + random.nextInt(20);
      ObservationBatch batch = Samples.batch(random, epoch.epoch(), next, rows);
      // Sent in one lane, and perhaps asked for again under another filter.
      for (int sent = 1 + random.nextInt(2); sent > 0; sent--) {
        FrameWriter by = random.nextBoolean() ? writer : filtered;
        Lane lane = random.nextBoolean() ? Lane.LIVE : Lane.HISTORY;
        by.begin(epoch, lane, Samples.DICTIONARY.hash(), next);
        int first = random.nextInt(rows);
        by.add(batch, first, first + random.nextInt(rows - first + 1));
        by.coverTo(next + rows - 1);
        frames.add(read(by));
      }
      next += rows;
    }
    return frames;
  }

  private static void check(List<EpochStart> epochs, List<Frame> arrived, int seed) {
    TwinLedger ledger = new TwinLedger();
    Set<String> seen = new TreeSet<>();
    long duplicates = 0;
    for (Frame frame : arrived) {
      ledger.take(frame.header(), frame.rows());
      String epoch = frame.header().epoch() + ":";
      for (int row = 0; row < frame.rows().size(); row++) {
        duplicates += seen.contains(epoch + frame.rows().sequence(row)) ? 1 : 0;
      }
      Range cover = frame.header().cover();
      for (long sequence = cover.from(); sequence <= cover.to(); sequence++) {
        seen.add(epoch + sequence);
      }
    }
    long counted = 0;
    for (EpochStart epoch : epochs) {
      Stream stream = new Stream("hall-7", epoch.epoch(), "centre");
      RangeSet covered = new RangeSet();
      arrived.stream()
          .filter(f -> f.header().epoch().equals(epoch.epoch()))
          .forEach(f -> covered.add(f.header().cover().from(), f.header().cover().to()));
      assertThat(ledger.covered(stream)).as("seed %d", seed).isEqualTo(covered);
      counted += ledger.duplicateRows(stream);
    }
    assertThat(counted).as("seed %d", seed).isEqualTo(duplicates);
    assertThat(ledger.chain("hall-7").alarms()).as("seed %d", seed).isEmpty();
  }
}
