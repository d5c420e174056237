package dev.penstock.contract.wire;

/** Bytes that are not a frame this version accepts. Nothing of them was used. */
public final class FrameException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong, and so what to do. */
  public enum Reason {
    /** Does not begin like a frame. */
    NOT_A_FRAME,
    /** Made by a newer version than this reader: update the receiver. */
    NEWER_VERSION,
    /** Ends before its lengths say. */
    TRUNCATED,
    /** Goes on after its end. */
    TRAILING_BYTES,
    /** Announces more than a frame may hold. */
    TOO_LARGE,
    /** The checksum does not match: damaged on the way. */
    CORRUPT,
    /** The checksum matches, the content makes no sense: a faulty or hostile sender. */
    MALFORMED,
    /** Carries no signature where one is asked for. */
    UNSIGNED,
    /** Signed with a key that is not known, or wrongly. */
    BAD_SIGNATURE,
    /** A dictionary whose bytes do not have the hash it goes by. */
    DICTIONARY_MISMATCH
  }

  private final Reason reason;

  FrameException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  FrameException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  static FrameException malformed(String what) {
    return new FrameException(Reason.MALFORMED, what);
  }

  public Reason reason() {
    return reason;
  }
}
