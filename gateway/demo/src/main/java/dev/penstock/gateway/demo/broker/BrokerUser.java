package dev.penstock.gateway.demo.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Who may connect, and to what.
 *
 * @param name the user name
 * @param password never shown by {@link #toString()}
 * @param publishes topic filters; a topic that one of them matches may be published
 * @param subscribes topic filters; a filter that one of them covers may be subscribed
 */
public record BrokerUser(
    String name, String password, List<String> publishes, List<String> subscribes) {

  public BrokerUser {
    if (name.isBlank() || password.isEmpty()) {
      throw new IllegalArgumentException("a broker user has a name and a password");
    }
    publishes = List.copyOf(publishes);
    subscribes = List.copyOf(subscribes);
  }

  /** A user that may do everything. */
  public static BrokerUser ofAll(String name, String password) {
    return new BrokerUser(name, password, List.of("#"), List.of("#"));
  }

  boolean hasPassword(String other) {
    return MessageDigest.isEqual(
        password.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  boolean mayPublish(String topic) {
    return publishes.stream().anyMatch(allowed -> TopicFilter.covers(allowed, topic));
  }

  boolean maySubscribe(String filter) {
    return subscribes.stream().anyMatch(allowed -> TopicFilter.covers(allowed, filter));
  }

  @Override
  public String toString() {
    return "BrokerUser[name="
        + name
        + ", publishes="
        + publishes
        + ", subscribes="
        + subscribes
        + "]";
  }
}
