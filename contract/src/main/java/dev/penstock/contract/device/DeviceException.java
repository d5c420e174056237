package dev.penstock.contract.device;

/** The device or the way to it failed; the message names it and says what a technician can do. */
public final class DeviceException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** Try again later. */
    UNREACHABLE,
    /** It answered too late. */
    TIMEOUT,
    /** It refuses us, or we refuse it: a person must act. Trying again does no harm. */
    SECURITY,
    /** What was asked for does not exist there: a person must act. */
    CONFIG,
    /** It answered with something that the protocol forbids. */
    PROTOCOL
  }

  private final Kind kind;

  public DeviceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public DeviceException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
