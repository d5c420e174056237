package dev.penstock.contract.signing.json;

/** A text is not what its type says it is. The message names the place and what is wrong. */
public final class MalformedException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedException(String what, Throwable cause) {
    super(what, cause);
  }
}
