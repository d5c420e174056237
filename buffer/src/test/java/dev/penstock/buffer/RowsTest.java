package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

  private static final Dictionary POINTS = Batches.dictionary("tank/h1", "tank/h2", "tank/h3");
  private static final Epoch EPOCH = new Epoch(0xCAFE);

  private final FakeTime time = new FakeTime();
  private final RowsWriter writer = new RowsWriter("boot-1");

  private ObservationBatch throughBytes(ObservationBatch batch) {
    writer.write(batch, 0, batch.size(), EPOCH, 77);
    ObservationBatch back = new ObservationBatch();
    new RowsReader().read(writer.buffer(), 0, back);
    return back;
  }

  @Test
  void everyColumnComesBack() {
    ObservationBatch batch = Batches.everyColumn(time.clocks());
    ObservationBatch back = throughBytes(batch);
    batch.identify(EPOCH, 77);
    assertThat(Batches.rows(back, POINTS)).isEqualTo(Batches.rows(batch, POINTS));
    assertThat(back.roundTrip()).isEqualTo(batch.roundTrip());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyBatchComesBack(long seed) {
    Random random = new Random(seed);
    ObservationBatch batch = new ObservationBatch().receivedAt(random.nextLong(), 5);
    int rows = 1 + random.nextInt(ObservationBatch.CAPACITY);
    for (int i = 0; i < rows; i++) {
      addRandom(batch, random);
    }
    ObservationBatch back = throughBytes(batch);
    batch.identify(EPOCH, 77);
    assertThat(Batches.rows(back, POINTS))
        .as("seed %d", seed)
        .isEqualTo(Batches.rows(batch, POINTS));
  }

  private static void addRandom(ObservationBatch batch, Random random) {
    int row = batch.add(random.nextInt(4) - 1, Kind.of(random.nextInt(8)), Trigger.of(1));
    switch (random.nextInt(5)) {
      case 0 -> batch.put(row, random.nextDouble());
      case 1 -> batch.put(row, random.nextLong());
      case 2 -> batch.put(row, random.nextBoolean());
      case 3 -> batch.put(row, "x".repeat(random.nextInt(300)));
      default -> batch.quality(row, Quality.BAD);
    }
    batch.flags(row, random.nextInt());
    batch.status(row, random.nextInt());
    batch.resolved(row, random.nextLong(), TimeBasis.SERVER, random.nextLong(), random.nextInt());
    batch.stamps(row, random.nextLong(), ObservationBatch.ABSENT);
  }

  @Test
  void whatIsAlikeIsStoredOnce() {
    writer.write(Batches.of(time.clocks(), 0, new double[500]), 0, 500, EPOCH, 1);
    assertThat(writer.length()).isLessThan(200);
  }

  @Test
  void aBlockWithAnyBitFlippedIsNotBelieved() {
    writer.write(Batches.of(time.clocks(), 0, 1, 2, 3), 0, 3, EPOCH, 1);
    ByteBuffer block = writer.buffer();
    int length = writer.length();
    CRC32C crc = new CRC32C();
    assertThat(Block.isWhole(block, 0, length, crc)).isTrue();
    // The type and marks are told apart by what is read, not by the checksum; all else is covered.
    for (int at = 8; at < length; at++) {
      block.put(at, (byte) (block.get(at) ^ 4));
      assertThat(Block.isWhole(block, 0, length, crc)).as("byte %d", at).isFalse();
      block.put(at, (byte) (block.get(at) ^ 4));
    }
  }

  @Test
  void knowsHowManyRowsWithLongValuesFitIntoABlock() {
    ObservationBatch batch = new ObservationBatch().receivedAt(1, 1);
    for (int i = 0; i < 5; i++) {
      batch.put(batch.add(0, Kind.RAW, Trigger.CHANGE), "y".repeat(Block.MAX_LENGTH / 3));
    }
    assertThat(RowsWriter.fitting(batch, 0)).isEqualTo(2);
    writer.write(batch, 0, 2, EPOCH, 1);
    assertThat(writer.length()).isLessThanOrEqualTo(Block.MAX_LENGTH);
  }
}
