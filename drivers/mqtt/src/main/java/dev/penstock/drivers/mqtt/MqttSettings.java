package dev.penstock.drivers.mqtt;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The broker through which one device is heard. */
public record MqttSettings(
    @Setting(
            value = "Where the broker listens: tcp:// or, with TLS 1.3, ssl://.",
            example = "ssl://broker.example.org:8883")
        URI broker,
    @Setting(value = "User name.", otherwise = Setting.NONE) @Nullable String user,
    @Setting(
            value = "Password.",
            otherwise = Setting.NONE,
            example = "${file:/etc/penstock/broker-password}")
        @Nullable Secret password,
    @Setting(
            value =
                "PEM file with the certificate authorities to believe; left out, those that Java"
                    + " believes.",
            otherwise = Setting.NONE,
            example = "broker-ca.pem",
            file = true)
        Optional<Path> ca,
    @Setting(
            value =
                "Our name at the broker, which keeps messages under it; no other client may have"
                    + " it. Left out, penstock-GATEWAY_DEVICE, by their ids.",
            otherwise = "",
            example = "hall-7-harbour")
        String clientId,
    @Setting(
            value =
                "1: the broker repeats what we have not acknowledged. 0: what does not arrive is"
                    + " gone, and nobody knows.",
            otherwise = "1")
        int qos,
    @Setting(
            value = "How long the broker keeps messages for us while we are away.",
            otherwise = "1h")
        Duration sessionExpiry,
    @Setting(
            value =
                "Messages that the broker may send ahead of our acknowledgement, which follows the"
                    + " disk; more than arrive between two syncs.",
            otherwise = "1000")
        int receiveMaximum,
    @Setting(value = "How long to wait for the broker's answer.", otherwise = "10s")
        Duration connectTimeout,
    @Setting(value = "Longest pause between two tries to connect.", otherwise = "10s")
        Duration retryInterval) {

  private static final Duration LONGEST_EXPIRY = Duration.ofDays(365);

  public MqttSettings {
    boolean tls = link(broker, user, password, Optional.empty()).tls();
    if (ca.isPresent() && !tls) {
      throw new IllegalArgumentException("ca: is for ssl://, found " + broker);
    }
    if (password != null && user == null) {
      throw new IllegalArgumentException("user: a password needs a user");
    }
    if (qos != 0 && qos != 1) {
      throw new IllegalArgumentException("qos: 0 or 1, not " + qos);
    }
    if (clientId.length() > 128 || clientId.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("clientId: at most 128 printable characters");
    }
    if (receiveMaximum < 1 || receiveMaximum > 65_535) {
      throw new IllegalArgumentException("receiveMaximum: 1 to 65535, not " + receiveMaximum);
    }
    within("sessionExpiry", sessionExpiry, Duration.ZERO, LONGEST_EXPIRY);
    within("connectTimeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    within("retryInterval", retryInterval, Duration.ofMillis(100), Duration.ofMinutes(10));
  }

  /** How to connect, in the words that all have who speak MQTT. */
  BrokerSettings link() {
    return link(broker, user, password, ca);
  }

  private static BrokerSettings link(
      URI broker, @Nullable String user, @Nullable Secret password, Optional<Path> ca) {
    try {
      return new BrokerSettings(broker, user, password, ca, Optional.empty(), Optional.empty());
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(why.replaceFirst("^address", "broker"), e);
    }
  }

  /** The address as Paho wants it. */
  String uri() {
    return link().uri();
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key + ": " + least.toMillis() + "ms to " + most.toMillis() + "ms");
    }
  }
}
