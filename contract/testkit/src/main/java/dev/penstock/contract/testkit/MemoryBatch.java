package dev.penstock.contract.testkit;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A journaled batch in memory, with the definitions it is to be read by. */
record MemoryBatch(
    EpochStart epoch,
    long first,
    Receipt receipt,
    List<MemoryRow> rows,
    Dictionary dictionary,
    List<ClockEntry> clocks) {

  record Receipt(long wall, long mono, long roundTrip) {}

  static MemoryBatch of(
      EpochStart epoch,
      long first,
      ObservationBatch batch,
      Dictionary dictionary,
      List<ClockEntry> before) {
    List<MemoryRow> rows =
        IntStream.range(0, batch.size()).mapToObj(i -> MemoryRow.of(batch, i)).toList();
    List<ClockEntry> clocks = Stream.concat(before.stream(), entries(batch)).toList();
    Receipt receipt = new Receipt(batch.receivedWall(), batch.receivedMono(), batch.roundTrip());
    return new MemoryBatch(epoch, first, receipt, rows, dictionary, clocks);
  }

  private static Stream<ClockEntry> entries(ObservationBatch batch) {
    return IntStream.range(0, batch.size())
        .filter(row -> batch.kind(row) == Kind.CLOCK)
        .mapToObj(row -> ClockEntry.read(batch.bytes(row)));
  }

  long last() {
    return first + rows.size() - 1;
  }

  /** Whether the times from its earliest to its latest touch from..to. */
  boolean touches(long from, long to) {
    LongSummaryStatistics events =
        rows.stream()
            .mapToLong(row -> row.timed().event())
            .filter(event -> event != ObservationBatch.ABSENT)
            .summaryStatistics();
    boolean all = from == Long.MIN_VALUE && to == Long.MAX_VALUE;
    return all || (events.getMin() <= to && events.getMax() >= from);
  }

  void copyTo(ObservationBatch into) {
    into.receivedAt(receipt.wall, receipt.mono);
    into.roundTrip(receipt.roundTrip);
    rows.forEach(row -> row.addTo(into));
    into.identify(epoch.epoch(), first);
  }
}
