package dev.penstock.deviceprofiles.vocabulary;

/** What a point may be used for. */
public enum Use {
  /** Sent to the centre. */
  TWIN,
  /** May feed a model on the gateway. */
  MODEL
}
