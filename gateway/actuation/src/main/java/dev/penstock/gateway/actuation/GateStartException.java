package dev.penstock.gateway.actuation;

/** The gate cannot start, and so nothing is written. The message says what to do. */
public final class GateStartException extends Exception {

  private static final long serialVersionUID = 1L;

  public GateStartException(String message) {
    super(message);
  }

  public GateStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
