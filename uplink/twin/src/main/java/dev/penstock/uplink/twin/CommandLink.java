package dev.penstock.uplink.twin;

import java.io.IOException;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.tinylog.Logger;

/** An operator's connection: clean start, so that no command of yesterday goes out today. */
final class CommandLink implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 10_000;

  private final MqttAsyncClient client;
  private final String at;

  private CommandLink(MqttAsyncClient client, String at) {
    this.client = client;
    this.at = at;
  }

  static CommandLink open(
      BrokerLogin broker, String clientId, String topic, Consumer<byte[]> receiver)
      throws IOException {
    String at = broker.address().toString();
    try {
      MqttAsyncClient client = new MqttAsyncClient(at, clientId, new MemoryPersistence());
      client.setCallback(new Replies(receiver));
      client.connect(broker.options(0)).waitForCompletion(PATIENCE_MILLIS);
      client.subscribe(topic, 1).waitForCompletion(PATIENCE_MILLIS);
      return new CommandLink(client, at);
    } catch (MqttException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("cannot connect to " + at + ": " + cause.getMessage(), e);
    }
  }

  void publish(String topic, byte[] envelope) throws IOException {
    try {
      client.publish(topic, envelope, 1, false).waitForCompletion(PATIENCE_MILLIS);
    } catch (MqttException e) {
      throw new IOException("the command did not reach " + at + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      client.disconnect(0).waitForCompletion(500);
      client.close(true);
    } catch (MqttException e) {
      Logger.trace("Gone without goodbye. why=\"{}\"", e.getMessage());
    }
  }

  private record Replies(Consumer<byte[]> receiver) implements MqttCallback {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      if (!message.isRetained()) {
        receiver.accept(message.getPayload());
      }
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
  }
}
