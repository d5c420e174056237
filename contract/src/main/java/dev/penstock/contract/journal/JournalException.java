package dev.penstock.contract.journal;

/** The journal cannot do what it was asked; the kind tells the caller what to do. */
public final class JournalException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Cause {
    /** No space, or admission refuses: count the rows as lost, try again with the next batch. */
    FULL,
    /** The values of this batch are larger than a journal takes: no later try can succeed. */
    TOO_LARGE,
    /** The disk fails: as FULL, and tell a person. */
    BROKEN,
    /** Somebody else holds the folder, or it cannot be written: stop, tell a person. */
    UNAVAILABLE,
    /** Written by a newer version: stop, keep every file. */
    NEWER_FORMAT,
    /** The journal was closed. */
    CLOSED
  }

  private final Cause reason;

  public JournalException(Cause reason, String message) {
    super(message);
    this.reason = reason;
  }

  public JournalException(Cause reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Cause reason() {
    return reason;
  }
}
