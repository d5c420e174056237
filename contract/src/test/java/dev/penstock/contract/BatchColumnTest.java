package dev.penstock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchColumnTest {

  private static final int ROWS = 5;

  /** What a column must hold of a row, by the batch's own accessors. */
  @FunctionalInterface
  private interface Accessor {
    long of(ObservationBatch batch, int row);
  }

  private static final Map<BatchColumn, Accessor> ACCESSORS = new EnumMap<>(BatchColumn.class);

  static {
    ACCESSORS.put(BatchColumn.POINT, ObservationBatch::point);
    ACCESSORS.put(BatchColumn.KIND, (batch, row) -> batch.kind(row).code());
    ACCESSORS.put(BatchColumn.TRIGGER, (batch, row) -> batch.trigger(row).code());
    ACCESSORS.put(BatchColumn.QUALITY, (batch, row) -> batch.quality(row).code());
    ACCESSORS.put(BatchColumn.BASIS, (batch, row) -> batch.basis(row).code());
    ACCESSORS.put(BatchColumn.TYPE, (batch, row) -> batch.type(row).code());
    ACCESSORS.put(BatchColumn.FLAGS, ObservationBatch::flags);
    ACCESSORS.put(BatchColumn.STATUS, ObservationBatch::status);
    ACCESSORS.put(BatchColumn.CLOCK, ObservationBatch::clock);
    ACCESSORS.put(BatchColumn.LINEAGE, ObservationBatch::lineage);
    ACCESSORS.put(BatchColumn.REVISION, ObservationBatch::revision);
    ACCESSORS.put(BatchColumn.EVENT, ObservationBatch::event);
    ACCESSORS.put(BatchColumn.SOURCE, ObservationBatch::source);
    ACCESSORS.put(BatchColumn.SERVER, ObservationBatch::server);
    ACCESSORS.put(BatchColumn.TIME_UNCERTAINTY, ObservationBatch::timeUncertainty);
    ACCESSORS.put(
        BatchColumn.UNCERTAINTY,
        (batch, row) -> Double.doubleToRawLongBits(batch.uncertainty(row)));
    ACCESSORS.put(BatchColumn.BITS, ObservationBatch::bits);
  }

  @ParameterizedTest
  @EnumSource
  void copiesWhatTheBatchSaysRowByRow(BatchColumn column) {
    ObservationBatch batch = varied();
    ByteBuffer copied = ByteBuffer.allocate(100);

    int end = column.copy(batch, 1, ROWS, copied, 3);

    assertThat(end).isEqualTo(3 + (ROWS - 1) * column.width());
    assertThat(copied.position()).isZero();
    for (int row = 1; row < ROWS; row++) {
      assertThat(number(copied, 3 + (row - 1) * column.width(), column.width()))
          .isEqualTo(ACCESSORS.get(column).of(batch, row));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isUniformUntilOneRowDiffers(BatchColumn column) {
    ObservationBatch batch = varied();
    // Rows 3 and 4 are alike, the others differ.
    assertThat(column.isUniform(batch, 0, ROWS)).isFalse();
    assertThat(column.isUniform(batch, 2, 4)).isFalse();
    assertThat(column.isUniform(batch, 3, ROWS)).isTrue();
    assertThat(column.isUniform(batch, 2, 3)).isTrue();
  }

  @Test
  void tellsUncertaintiesApartBitByBit() {
    ObservationBatch batch = new ObservationBatch();
    for (double uncertainty : new double[] {0.0, -0.0}) {
      batch.uncertainty(batch.add(0, Kind.RAW, Trigger.POLL), uncertainty);
    }
    assertThat(BatchColumn.UNCERTAINTY.isUniform(batch, 0, 2)).isFalse();
  }

  @Test
  void storesUncertaintiesAsBitsAndShowsThemAsTheyWere() {
    ObservationBatch batch = new ObservationBatch();
    int stated = batch.add(ObservationBatch.NO_POINT, Kind.RAW, Trigger.POLL);
    batch.uncertainty(stated, 0.25);
    int unstated = batch.add(ObservationBatch.NO_POINT, Kind.RAW, Trigger.POLL);
    Dictionary none = new Dictionary(List.of());

    assertThat(batch.uncertainty(stated)).isEqualTo(0.25);
    assertThat(batch.observation(stated, "gateway", none).judgement().uncertainty())
        .isEqualTo(0.25);
    assertThat(batch.observation(unstated, "gateway", none).judgement().uncertainty()).isNaN();
  }

  private static long number(ByteBuffer buffer, int at, int width) {
    return switch (width) {
      case 1 -> buffer.get(at);
      case 4 -> buffer.getInt(at);
      default -> buffer.getLong(at);
    };
  }

  private static ObservationBatch varied() {
    ObservationBatch batch = new ObservationBatch();
    for (int i = 0; i < ROWS; i++) {
      int n = Math.min(i, 3);
      int row = batch.add(n, Kind.of(n + 1), Trigger.of(n + 1));
      batch.quality(row, Quality.of(n % 2 + 1));
      batch.flags(row, n);
      batch.status(row, n);
      batch.resolved(row, n, TimeBasis.of(n + 1), n, n);
      batch.stamps(row, n, n);
      batch.uncertainty(row, n);
      batch.lineage(row, n);
      batch.revision(row, n);
      batch.put(row, ValueType.of(n), n);
    }
    return batch;
  }
}
