package dev.penstock.contract.journal;

/** Why observations are missing. */
public enum LossCause {
  /** The device's or server's own queue overflowed. */
  OVERFLOW,
  /** What arrived could not be understood. */
  MALFORMED,
  /** The gateway was not running. */
  STOPPED,
  /** The device could not be reached. */
  LINK_DOWN,
  /** The journal had no space. */
  JOURNAL_FULL,
  /** The journal's disk failed. */
  JOURNAL_BROKEN,
  /** Refused at admission, to keep what may not be dropped. */
  THINNED,
  /** A value larger than the journal takes. */
  OVERSIZE,
  /** Dropped before everybody had it, because the journal was full. */
  RETENTION,
  /** Could not be read back from the journal. */
  DAMAGED,
  /** A twin refused it for good. */
  REJECTED,
  /** Not a loss any more: a backfill closed the gap. */
  FILLED
}
