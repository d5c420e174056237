package dev.penstock.gateway.runtime;

import dev.penstock.contract.ClockState;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import org.tinylog.Logger;

/**
 * Watches the gateway's own clock once a second: its state by the time daemon, and steps by
 * comparing wall and monotonic time. One thread calls {@link #tick}.
 */
final class GatewayClock {

  /** What the time daemon says. */
  interface Reference {

    /** The state now; {@code UNKNOWN} when there is no daemon that answers. */
    Health read();
  }

  /**
   * A clock's health.
   *
   * @param errorBound ns, or ABSENT
   */
  record Health(ClockState state, long errorBound) {

    static final Health UNKNOWN = new Health(ClockState.UNKNOWN, ObservationBatch.ABSENT);
  }

  private static final long LEAST_STEP = 5_000_000L;
  private static final int REFERENCE_EVERY = 10;

  private final Clocks clocks;
  private final ClockBook book;
  private final Reference reference;
  private long anchorWall;
  private long anchorMono;
  private int ticks;
  private boolean synced;
  private Health health = Health.UNKNOWN;

  GatewayClock(Clocks clocks, ClockBook book, Reference reference) {
    this.clocks = clocks;
    this.book = book;
    this.reference = reference;
    anchor();
  }

  void tick() {
    long expected = anchorWall + (clocks.mono().nanos() - anchorMono);
    long step = clocks.wall().nanos() - expected;
    if (Math.abs(step) > Math.max(LEAST_STEP, 3 * boundOrZero())) {
      Logger.warn("clock stepped by_ms={}", step / 1_000_000);
      state(new Health(ClockState.STEPPED, health.errorBound()));
      ticks = 0;
    }
    anchor();
    if (ticks++ % REFERENCE_EVERY == 0) {
      read();
    }
  }

  private void read() {
    Health now = reference.read();
    boolean steppedAndUnknown =
        health.state() == ClockState.STEPPED && now.state() != ClockState.SYNCED;
    if (!steppedAndUnknown && worthTelling(now)) {
      state(now);
    }
    if (now.state() == ClockState.SYNCED && !synced) {
      synced = true;
      book.anchor(now.errorBound());
    }
  }

  /** A bound is told again when it doubled or halved. */
  private boolean worthTelling(Health now) {
    boolean bounded = now.errorBound() != ObservationBatch.ABSENT;
    return now.state() != health.state()
        || (bounded
            && (now.errorBound() > 2 * boundOrZero() || 2 * now.errorBound() < boundOrZero()));
  }

  private void state(Health now) {
    health = now;
    book.gatewayIs(now.state(), now.errorBound());
  }

  private long boundOrZero() {
    return health.errorBound() == ObservationBatch.ABSENT ? 0 : health.errorBound();
  }

  private void anchor() {
    anchorWall = clocks.wall().nanos();
    anchorMono = clocks.mono().nanos();
  }
}
