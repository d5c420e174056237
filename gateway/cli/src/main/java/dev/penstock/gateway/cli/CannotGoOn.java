package dev.penstock.gateway.cli;

/** Ends a verb with a sentence for the person and a code for the script. */
public final class CannotGoOn extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public CannotGoOn(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
