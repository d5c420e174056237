package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.wire.FrameHeader.Created;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames without a cover: answers to replays, and farewells. */
class AnswerFrameTest {

  private static final EpochStart EPOCH =
      new EpochStart(new Epoch(7), null, 0, EpochStart.Reason.CREATED, "boot");
  private static final Created CREATED = new Created(1_000, 2_000, "boot");
  private static final Dictionary DICTIONARY = Batches.dictionary("plc/a", "plc/b");

  private final FakeTime time = new FakeTime();
  private final FrameWriter writer = new FrameWriter(new FrameOrigin("hall-7", "centre", ""), null);

  private static Frame read(byte[] bytes) throws FrameException {
    return FrameReader.unchecked().read(bytes);
  }

  private ObservationBatch rows(long first) {
    ObservationBatch batch = Batches.of(time.clocks(), 0, 1, 2, 3);
    batch.identify(EPOCH.epoch(), first);
    return batch;
  }

  @Test
  void anAnswerKeepsTheIdentitiesOfItsRowsAndCoversThemOnly() throws FrameException {
    writer.beginAnswer(EPOCH, DICTIONARY.hash());
    writer.lost(1, 5, "");
    ObservationBatch batch = rows(10);
    writer.add(batch, 0, 1);
    writer.add(batch, 2, 3);
    Frame answer = read(writer.finish(CREATED, List.of()));

    assertThat(answer.header().cover()).isNull();
    assertThat(answer.header().lane()).isEqualTo(Lane.HISTORY);
    assertThat(TwinLedger.told(answer.header(), answer.rows()).ranges())
        .containsExactly(new Range(1, 5), new Range(10, 10), new Range(12, 12));
  }

  @Test
  void aFrameAfterAnAnswerCoversAsBefore() throws FrameException {
    writer.beginAnswer(EPOCH, DICTIONARY.hash());
    writer.add(rows(10), 0, 3);
    read(writer.finish(CREATED, List.of()));
    writer.begin(EPOCH, Lane.LIVE, DICTIONARY.hash(), 13);
    writer.add(rows(13), 0, 3);

    assertThat(read(writer.finish(CREATED, List.of())).header().cover())
        .isEqualTo(new Range(13, 15));
  }

  @Test
  void rowsOfAnAnswerMustAscend() {
    writer.beginAnswer(EPOCH, DICTIONARY.hash());
    writer.add(rows(10), 0, 3);

    assertThatThrownBy(() -> writer.add(rows(11), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFarewellIsRecognisedByWhenItWasMade() throws FrameException {
    Frame farewell = read(writer.farewell(EPOCH, DICTIONARY.hash(), CREATED));

    assertThat(farewell.kind()).isEqualTo(FrameKind.FAREWELL);
    assertThat(farewell.header().created()).isEqualTo(CREATED);
    assertThat(farewell.header().cover()).isNull();
    assertThat(farewell.rows().size()).isZero();
  }
}
