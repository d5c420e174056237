package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * What a reader was asked for.
 *
 * @param epoch of whose rows those before {@code sequence} are left out; null leaves out none
 * @param eventFrom earliest event time asked for
 * @param eventTo latest event time asked for
 */
record Sought(@Nullable Epoch epoch, long sequence, long eventFrom, long eventTo) {

  static final Sought EVERYTHING = events(Long.MIN_VALUE, Long.MAX_VALUE);

  static Sought events(long from, long to) {
    return new Sought(null, 0, from, to);
  }

  /** The same event times, of an epoch from a sequence on. */
  Sought from(Epoch begin, long first) {
    return new Sought(begin, first, eventFrom, eventTo);
  }

  /** Whether what is sought begins only after this row. */
  boolean isAfter(Epoch of, long last) {
    return of.equals(epoch) && last < sequence;
  }

  /** Whether event times from..to have nothing in common with what is sought. */
  boolean isOutside(long from, long to) {
    boolean all = eventFrom == Long.MIN_VALUE && eventTo == Long.MAX_VALUE;
    return !all && (from > eventTo || to < eventFrom);
  }

  /** Whether a segment, to which nothing is added any more, can be passed over. */
  boolean isOutside(Segment segment) {
    return segment.isOver() && isOutside(segment.eventFrom(), segment.eventTo());
  }
}
