package dev.penstock.gateway.console;

/**
 * What the console needs from the gateway. Every method is called on the console's only thread, so
 * it must be cheap and must not block: no file, no network, no lock that a reader of values can
 * hold for long.
 */
public interface ConsoleBackend {

  /**
   * The state as of now: twice a second while a page is open, every two seconds otherwise (for the
   * trend lines). The order and the meanings of the points should stay the same between two calls;
   * where they differ, every page starts afresh.
   */
  Snapshot snapshot();

  /**
   * Whether the gateway does its work, in words. {@code reason} says what is missing when it does
   * not.
   */
  Condition readiness();

  /** All metrics in the Prometheus text format, version 0.0.4. */
  String metrics();
}
