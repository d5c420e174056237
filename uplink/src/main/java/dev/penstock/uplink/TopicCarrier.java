package dev.penstock.uplink;

import java.util.ArrayDeque;
import java.util.Deque;

/** Puts frames on their topic, and keeps what the broker answered. */
final class TopicCarrier implements Outbox.Carrier {

  /** The broker's answer to a frame. */
  record Answered(long token, Handover handover) {}

  private final BrokerLink link;
  private final String topic;
  private final Tally tally;
  private final Deque<Answered> answers = new ArrayDeque<>();

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
    return link.publish(topic, frame, code -> answered(code, frame.length, token));
  }

  @Override
  public void aside(byte[] frame) {
    link.publish(topic, frame, code -> {});
  }

  private void answered(int code, int bytes, long token) {
    Handover handover = Handover.of(code);
    if (handover == Handover.REFUSED) {
      tally.refusedByBroker(code, bytes);
    } else {
      tally.takenByBroker();
    }
    answers.add(new Answered(token, handover));
  }

  /** The broker's answers since this was last asked. */
  Deque<Answered> answers() {
    return answers;
  }
}
