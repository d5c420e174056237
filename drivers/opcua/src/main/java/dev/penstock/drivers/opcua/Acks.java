package dev.penstock.drivers.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;

/**
 * What has been received and not yet acknowledged. A notification is acknowledged once its rows are
 * durable; until then the server keeps it and would send it again. Thread-safe.
 */
final class Acks {

  /** Servers drop what is older anyway. */
  private static final int MAX_HELD = 512;

  private final Queue<Held> held = new ArrayDeque<>();
  private final List<Long> due = new ArrayList<>();

  /** Waits until the journal's sequence is durable. */
  private record Held(long notification, long sequence) {}

  /**
   * A notification was handed over.
   *
   * @param sequence of its last row in the journal; 0 if nothing is to be waited for
   */
  synchronized void delivered(long notification, long sequence) {
    if (sequence == 0) {
      due.add(notification);
      return;
    }
    held.add(new Held(notification, sequence));
    if (held.size() > MAX_HELD) {
      due.add(held.remove().notification());
    }
  }

  synchronized void durable(long sequence) {
    while (!held.isEmpty() && held.element().sequence() <= sequence) {
      due.add(held.remove().notification());
    }
  }

  /** The server still keeps one that came before: if it does not wait here, our ack was lost. */
  synchronized void stillKept(long notification) {
    if (held.stream().noneMatch(h -> h.notification() == notification)
        && !due.contains(notification)) {
      due.add(notification);
    }
  }

  /** What may be acknowledged now; given once. */
  synchronized SubscriptionAcknowledgement[] take(UInteger subscription) {
    SubscriptionAcknowledgement[] acks =
        due.stream()
            .map(n -> new SubscriptionAcknowledgement(subscription, uint(n)))
            .toArray(SubscriptionAcknowledgement[]::new);
    due.clear();
    return acks;
  }

  synchronized int held() {
    return held.size();
  }

  /** Another subscription counts anew. */
  synchronized void clear() {
    held.clear();
    due.clear();
  }
}
