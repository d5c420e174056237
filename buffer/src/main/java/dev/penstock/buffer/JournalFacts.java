package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.journal.JournalStatus;
import java.nio.file.Path;
import java.util.List;

/**
 * What lies in a journal's folder, for people: looked at from outside, so that it makes no
 * difference whether a gateway is writing.
 *
 * @param format of {@code journal.json}
 * @param segments in order
 */
public record JournalFacts(
    Path folder,
    String gateway,
    int format,
    JournalStatus status,
    List<SegmentFacts> segments,
    List<CursorFacts> cursors) {

  public JournalFacts {
    segments = List.copyOf(segments);
    cursors = List.copyOf(cursors);
  }

  /**
   * One segment.
   *
   * @param last one less than {@code first} if it has no rows
   * @param eventFrom ns, {@code Long.MAX_VALUE} if there is no event time
   * @param eventTo ns, {@code Long.MIN_VALUE} if there is no event time
   * @param sealed whether it has its footer; the one in writing has not
   * @param damaged whether something in it could not be read when it was sealed
   */
  public record SegmentFacts(
      long number,
      Epoch epoch,
      long first,
      long last,
      long rows,
      long bytes,
      long eventFrom,
      long eventTo,
      boolean sealed,
      boolean damaged) {

    static SegmentFacts of(Segment segment) {
      return new SegmentFacts(
          segment.number(),
          segment.epoch(),
          segment.first(),
          segment.last(),
          segment.rows(),
          segment.bytes(),
          segment.eventFrom(),
          segment.eventTo(),
          segment.isSealed(),
          segment.footer().ending() == Footer.Ending.DAMAGED);
    }
  }

  /**
   * One uplink's cursor.
   *
   * @param waiting rows held that it has not finished with
   */
  public record CursorFacts(String name, boolean required, long waiting) {}
}
