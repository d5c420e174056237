package dev.penstock.gateway.demo;

/**
 * How a client is let in by the broker.
 *
 * @param url {@code tcp://127.0.0.1:1883}
 * @param password never shown by {@link #toString()}
 */
record BrokerAccess(String url, String user, String password) {

  @Override
  public String toString() {
    return "BrokerAccess[url=" + url + ", user=" + user + "]";
  }
}
