package dev.penstock.drivers.mqtt;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What has been received and not yet acknowledged to the broker. A message is acknowledged once its
 * rows are durable, in the order of arrival, as the protocol demands. Over a reconnect it remembers
 * what it already has, since the broker sends that again, does not reliably say so, and may give it
 * another packet id. Thread-safe.
 */
final class PubAcks {

  /** Sends acknowledgements on one connection. */
  interface Sender {

    /** Sends one; false if the connection is gone, and the broker will send the message again. */
    boolean acknowledge(int packetId);
  }

  /**
   * One message.
   *
   * @param packetId as this connection has it
   * @param fingerprint of its content
   */
  record Message(String topic, int packetId, long fingerprint) {}

  /** A message, and the journal's sequence of its last row. */
  private record Pending(Message message, long sequence) {}

  private final Queue<Pending> pending = new ArrayDeque<>();
  private final Map<String, Queue<Pending>> before = new HashMap<>();
  private @Nullable Sender sender;
  private long durable;

  /** A new connection begins; what the last one left open comes again. */
  synchronized void connecting(Sender next) {
    pending.forEach(this::expect);
    pending.clear();
    sender = next;
  }

  private void expect(Pending message) {
    before.computeIfAbsent(message.message().topic(), t -> new ArrayDeque<>()).add(message);
  }

  /** The broker has forgotten us, and so what it had sent. */
  synchronized void sessionLost() {
    before.clear();
  }

  /**
   * Whether this message was already handed over on an earlier connection. What comes again comes
   * first and in order, topic by topic: with the first that differs, it is over.
   *
   * @return the sequence of its last row then
   */
  synchronized OptionalLong known(Message message) {
    Queue<Pending> expected = before.get(message.topic());
    if (expected == null) {
      return OptionalLong.empty();
    }
    Pending head = expected.poll();
    if (head == null || head.message().fingerprint() != message.fingerprint()) {
      before.remove(message.topic());
      return OptionalLong.empty();
    }
    return OptionalLong.of(head.sequence());
  }

  /**
   * A message was handed over.
   *
   * @param over the connection it came by
   * @param sequence of its last row in the journal; 0 if nothing is to be waited for, {@link
   *     Teller#NEVER} if nobody took it: the broker keeps it
   */
  synchronized void delivered(Sender over, Message message, long sequence) {
    if (sequence == Teller.NEVER) {
      return;
    }
    if (over == sender) {
      pending.add(new Pending(message, sequence));
      acknowledge();
    } else {
      expect(new Pending(message, sequence));
    }
  }

  synchronized void durable(long sequence) {
    durable = sequence;
    acknowledge();
  }

  /** Sends what may be sent. */
  synchronized void sendDue() {
    acknowledge();
  }

  /** What could not be sent stays, to be known when the broker sends it again. */
  private void acknowledge() {
    Sender current = sender;
    while (current != null
        && !pending.isEmpty()
        && pending.element().sequence() <= durable
        && current.acknowledge(pending.element().message().packetId())) {
      pending.remove();
    }
  }
}
