package dev.penstock.contract;

/** What has passed. Never goes back within a boot; means nothing in another boot. */
@FunctionalInterface
public interface MonotonicClock {

  /** Nanoseconds since an arbitrary origin of this boot. */
  long nanos();
}
