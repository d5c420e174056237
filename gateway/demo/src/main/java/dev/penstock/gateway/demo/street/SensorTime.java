package dev.penstock.gateway.demo.street;

/** How a sensor tells when it measured. */
public enum SensorTime {
  /** It has no clock: the message carries no time. */
  NONE,
  /** {@code "ts":"2026-03-01T07:30:00.000Z"}. */
  ISO_8601,
  /** {@code "ts":1772350200000}. */
  EPOCH_MILLIS
}
