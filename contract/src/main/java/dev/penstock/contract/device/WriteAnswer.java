package dev.penstock.contract.device;

/**
 * What became of a write request, as far as the device said.
 *
 * @param status raw status code, 0 where the protocol has none
 * @param words for the operator
 */
public record WriteAnswer(Result result, int status, String words) {

  /** Only ACCEPTED and REFUSED are the device's own word. */
  public enum Result {
    ACCEPTED,
    REFUSED,
    /** Sent, and no answer: it may have happened. */
    UNKNOWN,
    /** Certainly not sent. */
    NOT_SENT
  }
}
