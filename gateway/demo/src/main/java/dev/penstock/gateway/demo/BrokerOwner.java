package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.KeySigner;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.tinylog.Logger;

/** Whoever owns the broker: hears everything, may say anything, and has a key of its own. */
final class BrokerOwner implements Closeable {

  private static final long PATIENCE_MILLIS = 5_000;

  /** What was overheard, with its topic. */
  record Overheard(String topic, MqttMessage message) {}

  private final MqttAsyncClient client;
  private final KeySigner key;
  private final List<Overheard> overheard = new ArrayList<>();

  private BrokerOwner(MqttAsyncClient client, KeySigner key) {
    this.client = client;
    this.key = key;
  }

  static BrokerOwner at(BrokerAccess login, SecureRandom random) throws IOException {
    try {
      MqttAsyncClient client =
          new MqttAsyncClient(login.url(), "demo-owner", new MemoryPersistence());
      BrokerOwner owner = new BrokerOwner(client, KeySigner.generate(random));
      client.setCallback(new Ear(owner));
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setCleanStart(true);
      options.setUserName(login.user());
      options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
      client.connect(options).waitForCompletion(PATIENCE_MILLIS);
      client.subscribe("penstock/#", 1).waitForCompletion(PATIENCE_MILLIS);
      return owner;
    } catch (MqttException e) {
      throw new IOException("the broker's owner cannot reach " + login.url() + ": " + e, e);
    }
  }

  /** A key that nobody knows. */
  KeySigner key() {
    return key;
  }

  void publish(String topic, byte[] payload, boolean retained) throws IOException {
    try {
      client.publish(topic, payload, 1, retained).waitForCompletion(PATIENCE_MILLIS);
    } catch (MqttException e) {
      throw new IOException("the broker does not take " + topic + ": " + e, e);
    }
  }

  /** As fast as the broker takes it; returns when it has taken all. */
  void flood(String topic, byte[] payload, int times) throws IOException {
    try {
      List<IMqttToken> tokens = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        tokens.add(client.publish(topic, payload, 1, false));
      }
      for (IMqttToken token : tokens) {
        token.waitForCompletion(PATIENCE_MILLIS);
      }
    } catch (MqttException e) {
      throw new IOException("the broker does not take a flood on " + topic + ": " + e, e);
    }
  }

  /** What passed on a topic since this connected, oldest first. */
  List<byte[]> overheard(String topic) {
    synchronized (overheard) {
      return overheard.stream()
          .filter(one -> one.topic().equals(topic))
          .map(one -> one.message().getPayload().clone())
          .toList();
    }
  }

  @Override
  public void close() {
    try {
      client.disconnect(500).waitForCompletion(500);
      client.close(true);
    } catch (MqttException e) {
      Logger.debug("The owner's client did not close why=\"{}\"", e.getMessage());
    }
  }

  private record Ear(BrokerOwner owner) implements MqttCallback {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      if (!topic.endsWith("/frame")) {
        synchronized (owner.overheard) {
          owner.overheard.add(new Overheard(topic, message));
        }
      }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverURI) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
