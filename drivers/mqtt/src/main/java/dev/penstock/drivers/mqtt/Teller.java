package dev.penstock.drivers.mqtt;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.LossCause;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The listener, told one thing at a time, nothing twice, and nothing after the close. A listener
 * that waits for its disk makes every teller wait: that is the back-pressure.
 */
final class Teller {

  /** The sequence of what is never durable. */
  static final long NEVER = Long.MAX_VALUE;

  private final DeviceListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;
  private @Nullable LinkState toldState;
  private String toldWhy = "";

  Teller(DeviceListener listener) {
    this.listener = listener;
  }

  /**
   * Hands over a batch.
   *
   * @return the sequence of the last row; 0 if it was not journaled and counted as lost; {@link
   *     #NEVER} after the close, when nobody has taken it
   */
  long accept(ObservationBatch batch) {
    lock.lock();
    try {
      return closed ? NEVER : listener.accept(batch);
    } finally {
      lock.unlock();
    }
  }

  /** Tells of a loss; returns false after the close, when nobody has heard of it. */
  boolean lost(LossCause cause, long count, long eventFrom, long eventTo) {
    return tell(() -> listener.lost(cause, count, eventFrom, eventTo));
  }

  /** Tells a new state or a new reason; the same again is not news. */
  void link(LinkState state, String why) {
    boolean unused =
        tell(
            () -> {
              if (state != toldState || !why.equals(toldWhy)) {
                toldState = state;
                toldWhy = why;
                listener.link(state, why);
              }
            });
  }

  void ended(DeviceException cause) {
    boolean unused = tell(() -> listener.ended(cause));
  }

  /** Waits for a call in progress; none follows. */
  void close() {
    boolean unused = tell(() -> closed = true);
  }

  private boolean tell(Runnable call) {
    lock.lock();
    try {
      boolean open = !closed;
      if (open) {
        call.run();
      }
      return open;
    } finally {
      lock.unlock();
    }
  }
}
