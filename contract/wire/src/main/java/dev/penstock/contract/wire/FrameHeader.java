package dev.penstock.contract.wire;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a frame says about itself. A sequence inside the cover that has no row and is not lost was
 * filtered out. A DATA frame without a cover is an answer to a replay: it speaks only of the rows
 * it carries.
 *
 * @param start the epoch, and how it follows from the one before
 * @param cover null in answers and in what has no rows of its own
 * @param lost ranges that can no longer be had, inside the cover if there is one
 * @param dictionary hex SHA-256 of the dictionary that point indexes refer to
 * @param clocks the clock entries that the rows name, and the anchor of their boot
 * @param rows how many rows follow
 * @param spans in births: what the journal holds, oldest epoch first
 */
public record FrameHeader(
    FrameOrigin origin,
    EpochStart start,
    Lane lane,
    @Nullable Range cover,
    List<Lost> lost,
    String dictionary,
    List<ClockEntry> clocks,
    Created created,
    int rows,
    List<EpochSpan> spans) {

  public FrameHeader {
    lost = List.copyOf(lost);
    clocks = List.copyOf(clocks);
    spans = List.copyOf(spans);
  }

  /**
   * A range that can no longer be had.
   *
   * @param lossId of the LOSS row that says why; empty where not known yet
   */
  public record Lost(long from, long to, String lossId) {

    public Lost {
      if (from < 1 || to < from || lossId.length() > 64) {
        throw new IllegalArgumentException("no lost range: " + from + ".." + to + " " + lossId);
      }
    }
  }

  /**
   * When the frame was made, by the gateway's clocks.
   *
   * @param boot the boot that {@code mono} belongs to
   */
  public record Created(long wall, long mono, String boot) {}

  public String gateway() {
    return origin.gateway();
  }

  public Epoch epoch() {
    return start.epoch();
  }
}
