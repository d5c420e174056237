package dev.penstock.buffer;

import dev.penstock.contract.journal.LossLedger;
import java.util.List;

/** Where readers find segments: a journal, or a folder that another process writes. */
interface SegmentSource {

  SegmentFolder folder();

  /** In order; a new list each time something was added or dropped. */
  List<Segment> segments();

  /**
   * Whether another process writes: then only the blocks themselves, and at last the footer, say
   * how far a segment goes.
   */
  boolean isWrittenElsewhere();

  /** The dictionaries seen so far, shared by all readers. */
  DictionaryShelf dictionaries();

  /** Rows that should be in a segment cannot be read from it. */
  void unreadable(LossLedger.Rows rows);
}
