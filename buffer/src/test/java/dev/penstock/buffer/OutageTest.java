package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 10, 100, 1_000})
  void countsABlockNoSmallerThanItIs(int rows) {
    ObservationBatch batch = Batches.numbered(new FakeTime().clocks(), 7, rows, 0.5);
    for (int row = 0; row < rows; row++) {
      batch.stamps(row, row * 77L, row * 33L);
      batch.resolved(row, row * 55L, TimeBasis.SOURCE, 1, 1);
    }
    RowsWriter block = new RowsWriter("boot");
    block.write(batch, 0, rows, new Epoch(1), 1);

    assertThat(Outage.bytes(rows)).isBetween(block.length(), block.length() * 5 / 4);
  }

  @Test
  void holdsAsLongAsItTakesToFillWhatIsNotReserved() {
    TestJournals journals = new TestJournals(Path.of("unused"));
    journals.maxBytes = 1 << 30;
    Outage outage = new Outage(journals.settings());
    outage.add(10, Duration.ofMillis(500));

    long usable = journals.maxBytes - 2 * SegmentWriter.allocated(4 << 20);
    assertThat(outage.rowsASecond()).isEqualTo(20);
    assertThat(outage.holds())
        .isEqualTo(Duration.ofSeconds((long) (usable / (2.0 * Outage.bytes(10)))));
  }
}
