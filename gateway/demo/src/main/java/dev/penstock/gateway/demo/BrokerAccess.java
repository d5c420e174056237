package dev.penstock.gateway.demo;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.settings.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * How a client is let in by the broker.
 *
 * @param url {@code tcp://127.0.0.1:1883}
 * @param password never shown by {@link #toString()}
 */
record BrokerAccess(String url, String user, String password) {

  BrokerSettings settings() {
    return new BrokerSettings(
        URI.create(url),
        user,
        new Secret(password),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public String toString() {
    return "BrokerAccess[url=" + url + ", user=" + user + "]";
  }
}
