package dev.penstock.uplink;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.signing.message.Ack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a verified acknowledgement is believed, and moves the cursor. Ranges that were
 * never sent refuse the whole; a smaller state than before moves nothing back.
 */
record AckJudge(Coverage coverage, JournalCursor cursor, Tally tally) {

  @Nullable AckFault apply(Ack ack) {
    Epoch epoch = ack.stream().epoch();
    if (coverage.span(epoch).isEmpty()) {
      return AckFault.UNKNOWN_EPOCH;
    }
    boolean newest = coverage.isNewest(epoch);
    RangeSet told = RangeSet.of(ack.covered());
    ack.rejected().forEach(r -> told.add(r.range().from(), r.range().to()));
    if (newest && !told.ranges().stream().allMatch(r -> coverage.wasSent(epoch, r))) {
      return AckFault.NEVER_SENT;
    }
    RangeSet before = cursor.covered(epoch);
    smaller(ack, before);
    // Of an epoch that ended with the power, more may have been sent than was kept.
    long end = newest ? Long.MAX_VALUE : coverage.end(epoch);
    for (Ack.Rejected rejected : ack.rejected()) {
      for (Range fresh : missing(before, rejected.range(), end)) {
        tally.rejected(epoch, fresh, rejected.reason());
      }
    }
    for (Range range : told.ranges()) {
      for (Range fresh : missing(before, range, end)) {
        cursor.cover(epoch, fresh.from(), fresh.to());
        tally.acked(fresh.size());
      }
    }
    return null;
  }

  private static List<Range> missing(RangeSet before, Range range, long end) {
    long to = Math.min(end, range.to());
    return to < range.from() ? List.of() : before.missing(range.from(), to);
  }

  /** A twin that forgot what it had said may be one that was restored from a backup. */
  private void smaller(Ack ack, RangeSet before) {
    RangeSet told = RangeSet.of(ack.covered());
    boolean all = ack.covered().size() < Ack.MAX_COVERED;
    for (Range range : before.ranges()) {
      if (all && !told.containsAll(range.from(), range.to())) {
        tally.forgotten(ack.stream().epoch(), range);
        return;
      }
    }
  }
}
