package dev.penstock.uplink;

import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Another client of the broker: whoever the test needs. */
final class Stranger implements MqttCallback, AutoCloseable {

  /** What arrived. */
  static final class Letter {
    final String topic;
    final byte[] payload;

    Letter(String topic, byte[] payload) {
      this.topic = topic;
      this.payload = payload;
    }
  }

  final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
  private final MqttAsyncClient client;

  Stranger(URI broker, String topic) {
    this(broker, "stranger", topic);
  }

  Stranger(URI broker, String clientId, String topic) {
    try {
      client = new MqttAsyncClient(broker.toString(), clientId, new MemoryPersistence());
      client.setCallback(this);
      client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
      client.subscribe(topic, 1).waitForCompletion(10_000);
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }

  void publish(String topic, byte[] payload, boolean retained) {
    try {
      client.publish(topic, payload, 1, retained).waitForCompletion(10_000);
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks for the answer on a topic of its own choice. */
  void publishAsking(String topic, byte[] payload, String responseTopic) {
    MqttProperties properties = new MqttProperties();
    properties.setResponseTopic(responseTopic);
    try {
      client
          .publish(topic, new MqttMessage(payload, 1, false, properties))
          .waitForCompletion(10_000);
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    letters.add(new Letter(topic, message.getPayload()));
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {}

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String uri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}

  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        client.disconnect(0).waitForCompletion(2000);
      }
      client.close(true);
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }
}
