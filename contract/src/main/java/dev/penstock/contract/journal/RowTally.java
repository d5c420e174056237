package dev.penstock.contract.journal;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts journaled rows by whose they are: what a loss ledger is told when they are about to be
 * lost to somebody. Belongs to one thread.
 */
public final class RowTally {

  /** Both empty for rows about the stream itself. */
  public record Whose(String device, String dataClass) {

    private static final Whose STREAM = new Whose("", "");

    public LossLedger.Key key(LossCause cause) {
      return new LossLedger.Key(cause, device, dataClass);
    }
  }

  private static final class Sum {
    private long count;
    private long first;
    private long last;
    private long eventFrom = Long.MAX_VALUE;
    private long eventTo = ObservationBatch.ABSENT;

    private void add(long sequence, long event) {
      first = count == 0 ? sequence : first;
      last = sequence;
      count++;
      if (event != ObservationBatch.ABSENT) {
        eventFrom = Math.min(eventFrom, event);
        eventTo = Math.max(eventTo, event);
      }
    }

    private LossLedger.Rows rows(Epoch epoch) {
      long from = eventFrom == Long.MAX_VALUE ? ObservationBatch.ABSENT : eventFrom;
      return new LossLedger.Rows(epoch, first, last, count, from, eventTo);
    }
  }

  private final Map<Whose, Sum> sums = new LinkedHashMap<>();
  private @Nullable Dictionary dictionary;

  /** By index of the dictionary, as far as it was looked up. */
  private Sum[] byPoint = new Sum[0];

  private RowTally() {}

  /** The rows from..to of an epoch that can still be read, by whose they are. */
  public static Map<Whose, LossLedger.Rows> of(
      JournalReader reader, Epoch epoch, long from, long to) {
    RowTally tally = new RowTally();
    ObservationBatch batch = new ObservationBatch();
    reader.seek(epoch, from);
    while (reader.read(batch) && epoch.equals(batch.epoch()) && batch.firstSequence() <= to) {
      tally.add(batch, reader.dictionary(), from, to);
    }
    Map<Whose, LossLedger.Rows> rows = new HashMap<>();
    tally.sums.forEach((whose, sum) -> rows.put(whose, sum.rows(epoch)));
    return Map.copyOf(rows);
  }

  private void add(ObservationBatch batch, Dictionary points, long from, long to) {
    if (points != dictionary) {
      dictionary = points;
      byPoint = new Sum[points.size()];
    }
    for (int row = 0; row < batch.size(); row++) {
      long sequence = batch.sequence(row);
      if (sequence >= from && sequence <= to) {
        sum(batch.point(row), points).add(sequence, batch.event(row));
      }
    }
  }

  private Sum sum(int point, Dictionary points) {
    if (point == ObservationBatch.NO_POINT) {
      return sum(Whose.STREAM);
    }
    Sum known = byPoint[point];
    if (known == null) {
      PointDescriptor descriptor = points.at(point);
      known = sum(new Whose(descriptor.device(), descriptor.dataClass()));
      byPoint[point] = known;
    }
    return known;
  }

  private Sum sum(Whose whose) {
    return sums.computeIfAbsent(whose, w -> new Sum());
  }
}
