package dev.penstock.contract.signing;

/** A payload that can be put in an envelope. */
public interface Message {

  PayloadType type();

  /** The payload: JSON in fixed order. */
  byte[] bytes();
}
