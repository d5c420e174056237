package dev.penstock.uplink;

import dev.penstock.contract.wire.FrameLimit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** Puts frames on their topic, and keeps what the broker answered. */
final class TopicCarrier implements Outbox.Carrier {

  /** The broker's answer to a frame. */
  record Answered(long token, Handover handover) {}

  private final BrokerLink link;
  private final String topic;
  private final Tally tally;
  private final Deque<Answered> answers = new ArrayDeque<>();
  private final Map<Long, Integer> underWay = new HashMap<>();
  private final PacketSize size = new PacketSize();

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
  public FrameLimit size() {
    return size.limit();
  }

  @Override
  public boolean frame(byte[] frame, long token) {
    underWay.put(token, frame.length);
    boolean taken = link.publish(topic, frame, code -> answered(code, frame.length, token));
    if (!taken) {
      underWay.remove(token);
    }
    return taken;
  }

  @Override
  public void aside(byte[] frame) {
    link.publish(topic, frame, code -> asideAnswered(code, frame.length));
  }

  private void asideAnswered(int code, int bytes) {
    if (Handover.of(code) == Handover.REFUSED) {
      tally.asideRefused(code, bytes);
    }
  }

  /** The link is up. */
  void connected() {
    size.announced(link.payloadLimit());
    underWay.clear();
  }

  /** The link was up, and is not any more. */
  void ended() {
    int largest = underWay.values().stream().mapToInt(bytes -> bytes).max().orElse(0);
    if (link.endedBy() == MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE) {
      size.refused(largest);
    } else if (link.wasSteady()) {
      size.held();
    } else {
      size.brokeOff(largest);
    }
    underWay.clear();
  }

  private void answered(int code, int bytes, long token) {
    Handover handover = Handover.of(code);
    underWay.remove(token);
    if (code == MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE) {
      size.refused(bytes);
    }
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
