package dev.penstock.contract.uplink;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are to be sent again: sequences of an epoch, or event times.
 *
 * @param epoch null where event times are given
 * @param range of sequences; of event times in ns since 1970, where no epoch is given
 * @param points {@code device/point}; none means all
 */
public record RowsWanted(@Nullable Epoch epoch, Range range, List<String> points) {

  public RowsWanted {
    points = List.copyOf(points);
  }
}
