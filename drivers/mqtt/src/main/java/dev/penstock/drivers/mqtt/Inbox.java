package dev.penstock.drivers.mqtt;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.journal.LossCause;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.tinylog.Logger;

/** Turns messages into batches, one after another, over all connections of a session. */
final class Inbox {

  private final String device;
  private final Topics topics;
  private final Clocks clocks;
  private final Teller teller;
  private final MessageRows rows;
  private final PubAcks acks = new PubAcks();
  private final Map<String, Long> malformed = new HashMap<>();

  Inbox(String device, Topics topics, Clocks clocks, Teller teller, MessageRows rows) {
    this.device = device;
    this.topics = topics;
    this.clocks = clocks;
    this.teller = teller;
    this.rows = rows;
  }

  PubAcks acks() {
    return acks;
  }

  /**
   * Takes one message; returns when its rows are journaled or counted as lost.
   *
   * @param over the connection it came by
   * @return whether its topic is one of ours
   */
  synchronized boolean receive(PubAcks.Sender over, String topic, MqttMessage message) {
    long wall = clocks.wall().nanos();
    long mono = clocks.mono().nanos();
    List<Target> targets = topics.of(topic);
    if (message.getQos() == 0) {
      long unused = handOver(topic, message, targets, wall, mono);
    } else {
      PubAcks.Message known =
          new PubAcks.Message(topic, message.getId(), fingerprint(topic, message.getPayload()));
      OptionalLong before = acks.known(known);
      acks.delivered(
          over,
          known,
          before.isPresent() ? before.getAsLong() : handOver(topic, message, targets, wall, mono));
    }
    return !targets.isEmpty();
  }

  /** Waits until a message that is being handed over has its acknowledgement in order. */
  synchronized void settle() {
    acks.sendDue();
  }

  private long handOver(
      String topic, MqttMessage message, List<Target> targets, long wall, long mono) {
    rows.begin(wall, mono, message.isRetained());
    return targets.isEmpty() ? 0 : read(topic, message.getPayload(), targets);
  }

  private long read(String topic, byte[] payload, List<Target> targets) {
    try {
      Payloads.read(payload, targets, rows);
    } catch (IllegalArgumentException e) {
      return notUnderstood(topic, targets, String.valueOf(e.getMessage()));
    }
    if (rows.count() == 0) {
      return notUnderstood(topic, targets, "none of its points is in it");
    }
    understood(topic);
    return rows.end();
  }

  /** Each of the topic's points has lost one observation. */
  private long notUnderstood(String topic, List<Target> targets, String why) {
    long times = malformed.merge(topic, 1L, Long::sum);
    if (times == 1) {
      Logger.warn(
          "A message cannot be understood, and the like of it are counted from now on;"
              + " device={} topic={} cause={}",
          device,
          topic,
          why);
    }
    long at = rows.receivedWall();
    return teller.lost(LossCause.MALFORMED, targets.size(), at, at) ? 0 : Teller.NEVER;
  }

  private void understood(String topic) {
    if (malformed.isEmpty()) {
      return;
    }
    Long times = malformed.remove(topic);
    if (times != null) {
      Logger.info(
          "Messages can be understood again; device={} topic={} lost={}", device, topic, times);
    }
  }

  private static long fingerprint(String topic, byte[] payload) {
    long hash = topic.hashCode();
    for (byte b : payload) {
      hash = hash * 0x100000001B3L + b;
    }
    return hash * 31 + Arrays.hashCode(payload);
  }
}
