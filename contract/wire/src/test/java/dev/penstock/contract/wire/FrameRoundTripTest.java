package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameHeader.Lost;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameRoundTripTest {

  private final FrameWriter writer = new FrameWriter(Samples.ORIGIN, null);
  private final FrameReader reader = FrameReader.unchecked();
  private final ObservationBatch one = new ObservationBatch();

  @Test
  void everyColumnOfEveryRowComesBack() throws FrameException {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<ObservationBatch> batches = new ArrayList<>();
      writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 5);
      long next = 5;
      for (int b = random.nextInt(6); b >= 0; b--) {
        int rows = 1 + random.nextInt(40);
        ObservationBatch batch = Samples.batch(random, Samples.EPOCH.epoch(), next, rows);
        assertThat(writer.add(batch, 0, rows)).isEqualTo(rows);
        batches.add(batch);
        next += rows + random.nextInt(2);
      }
      Frame frame = reader.read(writer.finish(Samples.CREATED, List.of(Samples.CLOCK)));

      int row = 0;
      for (ObservationBatch batch : batches) {
        for (int i = 0; i < batch.size(); i++) {
          frame.rows().load(row++, one);
          Samples.assertSame(batch, i, one);
        }
      }
      assertThat(frame.rows().size()).as("seed %d", seed).isEqualTo(row);
    }
  }

  @Test
  void theHeaderComesBack() throws FrameException {
    EpochStart start =
        new EpochStart(
            new Epoch(-2), new Epoch(7), Long.MAX_VALUE, EpochStart.Reason.KILLED, "boot-b");
    FrameOrigin origin = new FrameOrigin("hall-7", "centre", "0badc0de");
    FrameWriter filtered = new FrameWriter(origin, null);
    filtered.begin(start, Lane.HISTORY, Samples.DICTIONARY.hash(), 100);
    filtered.lost(102, 110, "1122334455667788/3");
    filtered.lost(112, 112, "");
    filtered.coverTo(120);
    Created created = new Created(1, -2, "boot-c");

    FrameHeader header = reader.read(filtered.finish(created, List.of(Samples.CLOCK))).header();

    assertThat(header)
        .isEqualTo(
            new FrameHeader(
                origin,
                start,
                Lane.HISTORY,
                new Range(100, 120),
                List.of(new Lost(102, 110, "1122334455667788/3"), new Lost(112, 112, "")),
                Samples.DICTIONARY.hash(),
                List.of(),
                created,
                0,
                List.of()));
  }

  @Test
  void clockEntriesTravelOnlyWhereRowsNameThem() throws FrameException {
    ObservationBatch batch = new ObservationBatch().receivedAt(Samples.WALL, 9);
    batch.addStatement(Kind.LOSS, new byte[] {'{', '}'});
    batch.identify(Samples.EPOCH.epoch(), 1);
    assertThat(send(batch).header().clocks()).isEmpty();

    batch.resolved(0, Samples.WALL, TimeBasis.GATEWAY, 3, Samples.CLOCK.id());
    assertThat(send(batch).header().clocks()).containsExactly(Samples.CLOCK);
  }

  private Frame send(ObservationBatch batch) throws FrameException {
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), batch.firstSequence());
    writer.add(batch, 0, batch.size());
    return reader.read(writer.finish(Samples.CREATED, List.of(Samples.CLOCK)));
  }

  @Test
  void skippedRowsLeaveGapsInsideTheCover() throws FrameException {
    ObservationBatch batch = Samples.batch(new Random(1), Samples.EPOCH.epoch(), 1, 10);
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 1);
    writer.add(batch, 2, 4);
    writer.add(batch, 7, 8);
    writer.coverTo(10);

    Frame frame = reader.read(writer.finish(Samples.CREATED, List.of()));

    assertThat(frame.header().cover()).isEqualTo(new Range(1, 10));
    assertThat(
            List.of(frame.rows().sequence(0), frame.rows().sequence(1), frame.rows().sequence(2)))
        .containsExactly(3L, 4L, 8L);
  }

  @Test
  void isFullAtAThousandRows() throws FrameException {
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 1);
    ObservationBatch batch = plain(1, ObservationBatch.CAPACITY);

    assertThat(writer.add(batch, 0, batch.size())).isEqualTo(1000);
    assertThat(writer.isFull()).isTrue();
    assertThat(reader.read(writer.finish(Samples.CREATED, List.of())).rows().size())
        .isEqualTo(1000);
  }

  private static ObservationBatch plain(long first, int rows) {
    ObservationBatch batch = new ObservationBatch().receivedAt(Samples.WALL, 1);
    for (int i = 0; i < rows; i++) {
      batch.put(batch.add(i % 40, Kind.RAW, Trigger.CHANGE), i / 10.0);
    }
    batch.identify(Samples.EPOCH.epoch(), first);
    return batch;
  }

  @Test
  void longValuesFillAFrameBySize() throws FrameException {
    ObservationBatch batch = new ObservationBatch().receivedAt(Samples.WALL, 1);
    byte[] image = new byte[30 << 10];
    for (int i = 0; i < 5; i++) {
      batch.putBytes(batch.add(0, Kind.RAW, Trigger.CHANGE), ValueType.BYTES, image, 0, 30 << 10);
    }
    batch.identify(Samples.EPOCH.epoch(), 1);
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 1);

    assertThat(writer.add(batch, 0, 5)).isEqualTo(2);
    assertThat(reader.read(writer.finish(Samples.CREATED, List.of())).header().cover())
        .isEqualTo(new Range(1, 2));
  }

  @Test
  void aValueOfHalfAMebibyteStillFitsAlone() throws FrameException {
    byte[] large = new byte[FrameWriter.MAX_VALUE];
    new Random(3).nextBytes(large);
    ObservationBatch batch = new ObservationBatch().receivedAt(Samples.WALL, 1);
    batch.putBytes(batch.add(0, Kind.RAW, Trigger.CHANGE), ValueType.BYTES, large, 0, large.length);
    batch.identify(Samples.EPOCH.epoch(), 1);

    assertThat(FrameWriter.fits(batch, 0)).isTrue();
    send(batch).rows().load(0, one);
    assertThat(one.bytes(0)).isEqualTo(large);
  }

  @Test
  void whatFitsIntoNoFrameIsSaidToBeSo() {
    ObservationBatch batch = new ObservationBatch().receivedAt(Samples.WALL, 1);
    byte[] huge = new byte[FrameWriter.MAX_VALUE + 1];
    batch.putBytes(batch.add(0, Kind.RAW, Trigger.CHANGE), ValueType.BYTES, huge, 0, huge.length);
    batch.identify(Samples.EPOCH.epoch(), 1);
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 1);

    assertThat(FrameWriter.fits(batch, 0)).isFalse();
    assertThat(writer.add(batch, 0, 1)).isZero();
  }

  @Test
  void rowsOutOfOrderAreRefusedByTheWriter() {
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 10);
    ObservationBatch early = plain(9, 1);

    assertThatThrownBy(() -> writer.add(early, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9");
  }

  @Test
  void aBirthCarriesLastValuesOfSeveralEpochsAndCoversNothing() throws FrameException {
    ObservationBatch old = Samples.batch(new Random(4), new Epoch(99), 500, 1);
    ObservationBatch fresh = Samples.batch(new Random(5), Samples.EPOCH.epoch(), 3, 1);
    List<Observation> values = new ArrayList<>();
    for (ObservationBatch batch : List.of(old, fresh)) {
      ObservationBatch point = new ObservationBatch();
      point.receivedAt(batch.receivedWall(), batch.receivedMono());
      point.add(values.size(), Kind.RAW, Trigger.CHANGE);
      point.put(0, 12.5);
      point.identify(batch.epoch(), batch.firstSequence());
      values.add(point.observation(0, "hall-7", Samples.DICTIONARY));
    }
    EpochSpan span = new EpochSpan(Samples.EPOCH, 1, 42);

    Frame birth =
        reader.read(
            writer.birth(
                Samples.EPOCH,
                Samples.DICTIONARY,
                values,
                Samples.CREATED,
                List.of(),
                List.of(span)));

    assertThat(birth.kind()).isEqualTo(FrameKind.BIRTH);
    assertThat(birth.header().cover()).isNull();
    assertThat(birth.header().spans()).containsExactly(span);
    assertThat(birth.observations(Samples.DICTIONARY)).isEqualTo(values);
  }

  @Test
  void aDictionaryComesBackByItsHash() throws FrameException {
    Dictionary large = Samples.dictionary(1000);

    Frame frame = reader.read(writer.dictionary(Samples.EPOCH, large, Samples.CREATED));

    assertThat(frame.header().dictionary()).isEqualTo(large.hash());
    assertThat(frame.dictionary().points()).isEqualTo(large.points());
  }

  @Test
  void framesInAFileAreReadOneAfterTheOther() throws FrameException {
    ByteBuffer file = ByteBuffer.allocate(1 << 20);
    file.put(writer.dictionary(Samples.EPOCH, Samples.DICTIONARY, Samples.CREATED));
    writer.begin(Samples.EPOCH, Lane.LIVE, Samples.DICTIONARY.hash(), 1);
    writer.add(plain(1, 7), 0, 7);
    file.put(writer.finish(Samples.CREATED, List.of())).flip();

    assertThat(reader.read(file).kind()).isEqualTo(FrameKind.DICTIONARY);
    assertThat(reader.read(file).rows().size()).isEqualTo(7);
    assertThat(file.hasRemaining()).isFalse();
  }
}
