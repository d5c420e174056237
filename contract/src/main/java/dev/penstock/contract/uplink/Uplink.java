package dev.penstock.contract.uplink;

/**
 * Carries the journal to one centre. Reads it through its own durable cursor, at its own pace, on
 * its own threads; reconnects by itself.
 */
public interface Uplink extends AutoCloseable {

  /** Begins and returns at once. */
  void start();

  UplinkStatus status();

  /** A hint that the journal has more, from any thread and at any rate; must not wait. */
  default void appended() {}

  /** Sends what it can within a second, and stops. */
  @Override
  void close();
}
