package dev.penstock.uplink;

import dev.penstock.contract.broker.BrokerThreads;
import dev.penstock.uplink.BrokerLink.Inbox;
import java.util.Arrays;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** The library's client of one attempt to connect, with threads of its own; used once. */
final class LinkClient {

  private static final int GOODBYE_MILLIS = 500;

  /** Is told on the library's threads that the connection has ended, and why. */
  interface End {
    void ended(LinkClient of, int reasonCode, @Nullable Throwable failure);
  }

  private final BrokerThreads threads;
  private final MqttAsyncClient client;

  LinkClient(String uri, String clientId, End end, Inbox inbox) throws MqttException {
    threads =
        new BrokerThreads(clientId, failure -> end.ended(this, BrokerLink.READER_DIED, failure));
    client = new MqttAsyncClient(uri, clientId, new MemoryPersistence(), null, threads);
    client.setCallback(new LinkCallback(this, end, inbox));
  }

  void connect(MqttConnectionOptions options, MqttActionListener then) throws MqttException {
    client.connect(options, null, then);
  }

  void subscribe(String[] topics, MqttActionListener then) throws MqttException {
    int[] qos = new int[topics.length];
    Arrays.fill(qos, 1);
    client.subscribe(topics, qos, null, then);
  }

  /** Sends at least once, without waiting. */
  void publish(String topic, byte[] payload, MqttActionListener then) throws MqttException {
    client.publish(topic, LinkOptions.atLeastOnce(payload), null, then);
  }

  /** Says goodbye if it can within half a second. */
  void disconnect() {
    try {
      client.disconnect(0).waitForCompletion(GOODBYE_MILLIS);
    } catch (MqttException e) {
      // Then without goodbye.
    }
  }

  /** Ends it at once. */
  void drop() {
    try {
      client.disconnectForcibly(0, 0, false);
    } catch (MqttException e) {
      // It was not connected.
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      // It is gone all the same.
    }
    threads.shutdownNow();
  }
}
