package dev.penstock.contract.signing;

/** What a reader found about an envelope, in the order in which it looks. */
public enum Verdict {
  GOOD("the signature is good"),
  TOO_LARGE("larger than this kind may be"),
  MALFORMED("not an envelope"),
  WRONG_TYPE("not a kind that is expected here"),
  UNKNOWN_KEY("signed by a key that is not known here"),
  BAD_SIGNATURE("not what the key's owner signed");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
