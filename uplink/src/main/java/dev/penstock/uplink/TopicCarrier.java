package dev.penstock.uplink;

import java.util.ArrayDeque;
import java.util.Deque;

/** Puts frames on their topic, and keeps the tokens of those the broker took. */
final class TopicCarrier implements Outbox.Carrier {

  private static final int REFUSED = 0x80;

  private final BrokerLink link;
  private final String topic;
  private final Tally tally;
  private final Deque<Long> taken = new ArrayDeque<>();

  TopicCarrier(BrokerLink link, String topic, Tally tally) {
    this.link = link;
    this.topic = topic;
    this.tally = tally;
  }

  @Override
  public int limit() {
    return link.inFlightLimit();
  }

  @Override
  public boolean frame(byte[] frame, long token) {
    return link.publish(topic, frame, code -> answered(code, token));
  }

  @Override
  public void aside(byte[] frame) {
    link.publish(topic, frame, code -> {});
  }

  private void answered(int code, long token) {
    if (code >= REFUSED) {
      tally.refusedByBroker(code);
    } else {
      tally.takenByBroker();
      taken.add(token);
    }
  }

  /** The broker took these frames since this was last asked. */
  Deque<Long> taken() {
    return taken;
  }
}
