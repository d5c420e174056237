package dev.penstock.gateway.demo.street;

/** What a street sensor's firmware does wrong. */
public enum SensorFault {
  NONE,
  /** The message is cut off in the middle. */
  MALFORMED_JSON,
  /** The message has no {@code no2}. */
  MISSING_FIELD,
  /** {@code no2} is a word in place of a number. */
  WRONG_TYPE,
  /** Nothing is sent. */
  SILENT
}
