package dev.penstock.drivers.mqtt;

import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The broker through which one device is heard. */
public record MqttSettings(
    @Setting(
            value = "Where the broker listens: tcp:// or, with TLS, ssl://.",
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
            example = "broker-ca.pem")
        Optional<Path> ca,
    @Setting(
            value =
                "Our name at the broker, which keeps messages under it; no other client may have"
                    + " it. Left out, penstock- and the device's id.",
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

  private static final Set<String> SCHEMES = Set.of("tcp", "mqtt", "ssl", "mqtts");
  private static final Duration LONGEST_EXPIRY = Duration.ofDays(365);

  public MqttSettings {
    String scheme = broker.getScheme();
    if (scheme == null || !SCHEMES.contains(scheme) || broker.getHost() == null) {
      throw new IllegalArgumentException(
          "broker: must be tcp://host:port or ssl://host:port, found " + broker);
    }
    if (broker.getUserInfo() != null) {
      throw new IllegalArgumentException("broker: user and password have settings of their own");
    }
    if (password != null && user == null) {
      throw new IllegalArgumentException("user: a password needs a user");
    }
    if (ca.isPresent() && !isTls(scheme)) {
      throw new IllegalArgumentException("ca: is for ssl://, found " + broker);
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

  boolean isTls() {
    return isTls(broker.getScheme());
  }

  /** The address as Paho wants it. */
  String uri() {
    int port = broker.getPort() > 0 ? broker.getPort() : isTls() ? 8883 : 1883;
    return (isTls() ? "ssl://" : "tcp://") + broker.getHost() + ":" + port;
  }

  private static boolean isTls(String scheme) {
    return scheme.equals("ssl") || scheme.equals("mqtts");
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key + ": " + least.toMillis() + "ms to " + most.toMillis() + "ms");
    }
  }
}
