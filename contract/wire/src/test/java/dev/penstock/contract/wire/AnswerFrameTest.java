package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames without a cover: answers to replays, and farewells. */
class AnswerFrameTest {

  private final FrameWriter writer = new FrameWriter(Samples.ORIGIN, null);

  private static Frame read(byte[] bytes) throws FrameException {
    return FrameReader.unchecked().read(bytes);
  }

  private static ObservationBatch rows(long first) {
    return Samples.batch(new Random(first), Samples.EPOCH.epoch(), first, 3);
  }

  @Test
  void anAnswerKeepsTheIdentitiesOfItsRowsAndCoversThemOnly() throws FrameException {
    writer.beginAnswer(Samples.EPOCH, Samples.DICTIONARY.hash());
    writer.lost(1, 5, "");
    ObservationBatch batch = rows(10);
    writer.add(batch, 0, 1);
    writer.add(batch, 2, 3);
    Frame answer = read(writer.finish(Samples.CREATED, List.of()));

    assertThat(answer.header().cover()).isNull();
    assertThat(answer.header().lane()).isEqualTo(Lane.HISTORY);
    assertThat(TwinLedger.told(answer.header(), answer.rows()).ranges())
        .containsExactly(new Range(1, 5), new Range(10, 10), new Range(12, 12));
  }

  @Test
  void aFrameAfterAnAnswerCoversAsBefore() throws FrameException {
    writer.beginAnswer(Samples.EPOCH, Samples.DICTIONARY.hash());
    writer.add(rows(10), 0, 3);
    read(writer.finish(Samples.CREATED, List.of()));
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 13);
    writer.add(rows(13), 0, 3);

    assertThat(read(writer.finish(Samples.CREATED, List.of())).header().cover())
        .isEqualTo(new Range(13, 15));
  }

  @Test
  void rowsOfAnAnswerMustAscend() {
    writer.beginAnswer(Samples.EPOCH, Samples.DICTIONARY.hash());
    writer.add(rows(10), 0, 3);

    assertThatThrownBy(() -> writer.add(rows(11), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFarewellIsRecognisedByWhenItWasMade() throws FrameException {
    Frame farewell =
        read(writer.farewell(Samples.EPOCH, Samples.DICTIONARY.hash(), Samples.CREATED));

    assertThat(farewell.kind()).isEqualTo(FrameKind.FAREWELL);
    assertThat(farewell.header().created()).isEqualTo(Samples.CREATED);
    assertThat(farewell.header().cover()).isNull();
    assertThat(farewell.rows().size()).isZero();
  }
}
