package dev.penstock.gateway.actuation.audit;

/**
 * The first thing that is wrong with a log.
 *
 * @param file which file
 * @param record number of the record that is wrong, or the first one that is not there
 * @param words what is wrong with it
 */
public record AuditDamage(Kind kind, String file, long record, String words) {

  /** What was found. The names are printed for scripts and do not change. */
  public enum Kind {
    /** The last record is unfinished, or was changed: which of the two cannot be told. */
    TORN_TAIL,
    /** A record is not what was written, or the one after it names another hash. */
    RECORD_EDITED,
    RECORD_MISSING,
    /** A record stands where another one belongs. */
    RECORD_MISPLACED,
    FILE_MISSING,
    FILES_SWAPPED,
    /** The head of a file is no head of a log. */
    FILE_EDITED,
    /** A checkpoint does not fit the records before it, or the gateway did not sign it. */
    CHECKPOINT_WRONG,
    /** A twin's signature is not over a checkpoint of this log, or not the twin's. */
    COSIGNATURE_WRONG,
    /** A signed message in a record is not signed by who it should be, or is about another. */
    EVIDENCE_WRONG,
    /** The log ends before, or differs from, what a witness has seen. */
    WITNESS_DISAGREES
  }

  @Override
  public String toString() {
    return file + ": record " + record + ": " + words + " (" + kind + ")";
  }
}
