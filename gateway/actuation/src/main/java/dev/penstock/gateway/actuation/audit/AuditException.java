package dev.penstock.gateway.actuation.audit;

import java.io.IOException;

/** The log cannot be read or written; the message names the file and the remedy. */
public final class AuditException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** Another process holds the file. */
    LOCKED,
    /** The space that is left is kept for more important records. */
    FULL,
    /** Reading, writing or forcing failed: nothing is certain until the process starts again. */
    FAILED,
    /** It is not whole, and not only at its end: a person must look. */
    LOST
  }

  private final Kind kind;

  public AuditException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public AuditException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
