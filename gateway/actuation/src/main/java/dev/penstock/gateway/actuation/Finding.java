package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Truth;

/**
 * What a gate found. Only TRUE lets through.
 *
 * @param detail the values behind it, for people; may be empty
 */
record Finding(Truth result, Reason reason, String detail) {

  static final Finding YES = new Finding(Truth.TRUE, Reason.NONE, "");

  static Finding no(Reason reason, String detail) {
    return new Finding(Truth.FALSE, reason, detail);
  }

  static Finding unknown(Reason reason, String detail) {
    return new Finding(Truth.UNKNOWN, reason, detail);
  }

  /** A yes with something to say. */
  static Finding said(String words) {
    return new Finding(Truth.TRUE, Reason.NONE, words);
  }

  static Finding require(boolean holds, Reason otherwise, String detail) {
    return holds ? YES : no(otherwise, detail);
  }

  boolean isYes() {
    return result == Truth.TRUE;
  }

  /** The reason's sentence, and what was found. */
  String words() {
    return detail.isEmpty() ? reason.words() : reason.words() + " (" + detail + ")";
  }
}
