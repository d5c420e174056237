package dev.penstock.gateway.runtime;

/** The gateway cannot run; the message names what is missing and the remedy. */
public final class GatewayException extends Exception {

  private static final long serialVersionUID = 1L;

  public GatewayException(String message) {
    super(message);
  }

  public GatewayException(String message, Throwable cause) {
    super(message, cause);
  }
}
