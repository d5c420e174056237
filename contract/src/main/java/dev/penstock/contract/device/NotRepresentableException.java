package dev.penstock.contract.device;

/** The device's raw form cannot carry exactly this value. */
public final class NotRepresentableException extends Exception {

  private static final long serialVersionUID = 1L;

  public NotRepresentableException(String message) {
    super(message);
  }
}
