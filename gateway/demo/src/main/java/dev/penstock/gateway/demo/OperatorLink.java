package dev.penstock.gateway.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.tinylog.Logger;

/** The operator's way to the gate through the broker. */
final class OperatorLink implements Closeable {

  private static final int AT_LEAST_ONCE = 1;
  private static final long PATIENCE_MILLIS = 5_000;

  private final MqttAsyncClient client;
  private final BrokerAccess login;
  private final String gateway;

  /** A link that is not connected yet. */
  OperatorLink(BrokerAccess login, String gateway) throws IOException {
    this.login = login;
    this.gateway = gateway;
    try {
      this.client = new MqttAsyncClient(login.url(), "demo-operator", new MemoryPersistence());
    } catch (MqttException e) {
      throw unreachable(e);
    }
  }

  /** Connects, and hands what comes for the key to the receiver on the client's thread. */
  void connect(String keyId, Consumer<byte[]> receiver) throws IOException {
    String topic = "penstock/" + gateway + "/reply/" + keyId;
    client.setCallback(new Replies(receiver));
    try {
      client.connect(options()).waitForCompletion(PATIENCE_MILLIS);
      client
          .subscribe(new MqttSubscription(topic, AT_LEAST_ONCE))
          .waitForCompletion(PATIENCE_MILLIS);
    } catch (MqttException e) {
      throw unreachable(e);
    }
  }

  /** Sends and does not wait. */
  void send(byte[] envelope) {
    try {
      client.publish("penstock/" + gateway + "/cmd", envelope, AT_LEAST_ONCE, false);
    } catch (MqttException e) {
      Logger.debug("A command was not sent why=\"{}\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      client.disconnect(500).waitForCompletion(500);
      client.close(true);
    } catch (MqttException e) {
      Logger.debug("The operator's client did not close why=\"{}\"", e.getMessage());
    }
  }

  private IOException unreachable(MqttException cause) {
    return new IOException(
        "the operator cannot reach the broker at " + login.url() + ": " + cause.getMessage(),
        cause);
  }

  private MqttConnectionOptions options() {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setUserName(login.user());
    options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
    return options;
  }

  private record Replies(Consumer<byte[]> receiver) implements MqttCallback {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      receiver.accept(message.getPayload());
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
