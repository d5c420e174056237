package dev.penstock.contract.journal;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;

/**
 * What one reader has finished with, for ever: a set of ranges an epoch. Thread-safe; survives the
 * process, and a power cut with what was covered up to a second before.
 */
public interface JournalCursor {

  String name();

  /** A copy of what is covered of an epoch. */
  RangeSet covered(Epoch epoch);

  void cover(Epoch epoch, long from, long to);

  /** Lets go: the journal no longer keeps anything for this cursor. */
  void drop();
}
