package dev.penstock.uplink;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Native frames to one twin over one MQTT 5 broker. */
public record MqttUplinkSettings(
    @Setting("The broker.") BrokerSettings broker,
    @Setting(
            value =
                "Who says that data has arrived. twin: the twin, signed. broker: the broker, for"
                    + " twins that cannot; nobody then knows whether a twin has it.",
            otherwise = "twin")
        Acknowledger ack,
    @Setting(
            value = "Files with the public keys of the twin; only what they signed is believed.",
            otherwise = "[]",
            example = "[keys/twin.pub]")
        List<Path> twinKeys,
    @Setting(
            value = "Points to send, as device/point with * for anything; none means all.",
            otherwise = "[]",
            example = "[\"press-1/*\"]")
        List<String> points,
    @Setting(
            value = "Data classes to send; none means all.",
            otherwise = "[]",
            example = "[process]")
        List<String> classes,
    @Setting(
            value =
                "Kinds of rows to send: raw, inferred, read-back, health; none means all. What is"
                    + " about the stream itself always goes.",
            otherwise = "[]",
            example = "[raw, inferred]")
        List<RowKind> kinds,
    @Setting(value = "Frames under way at a time, 2 to 256.", otherwise = "16") int window,
    @Setting(
            value = "After how long without an acknowledgement a frame is sent again.",
            otherwise = "10s")
        Duration ackTimeout,
    @Setting(
            value = "Rows a second at which a backlog is sent beside new data, at least 100.",
            otherwise = "50000")
        int historyRate,
    @Setting(
            value =
                "What goes first after an outage. newest-first: new rows at once, the backlog"
                    + " beside them. oldest-first: everything in order, new rows wait.",
            otherwise = "newest-first")
        Drain drain) {

  /** Who confirms. */
  public enum Acknowledger {
    TWIN,
    BROKER
  }

  /** What goes first when there is a backlog. */
  public enum Drain {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  public MqttUplinkSettings {
    kinds = List.copyOf(kinds);
    twinKeys = List.copyOf(twinKeys);
    points = List.copyOf(points);
    classes = List.copyOf(classes);
    if (ack == Acknowledger.TWIN && twinKeys.isEmpty()) {
      throw new IllegalArgumentException(
          "twinKeys: name the twin's public key file, or set ack: broker");
    }
    if (window < 2 || window > 256) {
      throw new IllegalArgumentException("window: must be from 2 to 256");
    }
    if (ackTimeout.toMillis() < 100 || ackTimeout.toHours() > 24) {
      throw new IllegalArgumentException("ackTimeout: must be from 100ms to 24h");
    }
    if (historyRate < 100) {
      throw new IllegalArgumentException("historyRate: must be at least 100");
    }
    RowFilter.check(points);
  }
}
