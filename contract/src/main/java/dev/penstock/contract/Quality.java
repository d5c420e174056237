package dev.penstock.contract;

/** How far a value may be trusted. A BAD observation carries no value. */
public enum Quality implements Coded {
  GOOD(1),
  UNCERTAIN(2),
  BAD(3);

  private static final Quality[] VALUES = values();
  private final int code;

  Quality(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The quality with this code; what is unknown or unspecified is BAD. */
  public static Quality of(int code) {
    return Coded.of(VALUES, code, BAD);
  }

  /** The less trustworthy of the two. */
  public Quality worse(Quality other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
