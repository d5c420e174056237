package dev.penstock.gateway.demo;

/**
 * How a client is let in by the broker.
 *
 * @param url {@code tcp://127.0.0.1:1883}
 * @param password never shown by {@link #toString()}
 */
record BrokerLogin(String url, String user, String password) {

  @Override
  public String toString() {
    return "BrokerLogin[url=" + url + ", user=" + user + "]";
  }
}
