package dev.penstock.drivers.mqtt;

import dev.penstock.contract.broker.BrokerThreads;
import dev.penstock.contract.broker.BrokerTls;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

/**
 * One connection with the broker, from its login to its end; it never comes back. Each has a Paho
 * client of its own, so that nothing of a broken one can speak later.
 */
final class BrokerConnection implements MqttCallback, PubAcks.Sender {

  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final int REFUSED = 0x80;
  private static final long FAREWELL_MILLIS = 1000;

  /** Retained messages come with a subscription that is new to the broker, and with no other. */
  private static final int RETAINED_IF_NEW = 1;

  private final MqttSettings settings;
  private final BrokerThreads threads;
  private final MqttAsyncClient client;
  private final Inbound inbound;
  private final CompletableFuture<String> end = new CompletableFuture<>();

  /** Takes the messages of a connection, on Paho's thread and for as long as it wants. */
  interface Inbound {

    /** Takes one; false if its topic is none of ours. */
    boolean message(BrokerConnection over, String topic, MqttMessage message);
  }

  BrokerConnection(MqttSettings settings, String clientId, Inbound inbound) throws DeviceException {
    this.settings = settings;
    this.inbound = inbound;
    this.threads = new BrokerThreads(clientId, failure -> broken(BrokerFaults.deaf(failure)));
    try {
      client =
          new MqttAsyncClient(settings.uri(), clientId, new MemoryPersistence(), null, threads);
    } catch (MqttException e) {
      throw BrokerFaults.connecting(settings, clientId, e);
    }
    client.setCallback(this);
    client.setManualAcks(true);
  }

  /**
   * Logs in.
   *
   * @return whether the broker still knew us, and what we had subscribed to
   */
  boolean connect() throws DeviceException {
    try {
      IMqttToken token = client.connect(options());
      token.waitForCompletion(settings.connectTimeout().toMillis());
      return token.getSessionPresent();
    } catch (MqttException e) {
      throw BrokerFaults.connecting(settings, client.getClientId(), e);
    }
  }

  private MqttConnectionOptions options() throws DeviceException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(false);
    options.setCleanStart(false);
    options.setSessionExpiryInterval(settings.sessionExpiry().toSeconds());
    options.setReceiveMaximum(settings.receiveMaximum());
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
    options.setExecutorServiceTimeout(1);
    options.setUserName(settings.user());
    Secret password = settings.password();
    if (password != null) {
      options.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8));
    }
    try {
      options.setSocketFactory(BrokerTls.sockets(settings.link()));
    } catch (IllegalArgumentException e) {
      throw BrokerFaults.unusable(e);
    }
    options.setHttpsHostnameVerificationEnabled(settings.link().tls());
    return options;
  }

  /**
   * Subscribes, also to what the broker may still know of.
   *
   * @return the topics that the broker refuses
   */
  List<String> subscribe(List<String> topics) throws DeviceException {
    MqttSubscription[] wanted =
        topics.stream().map(this::subscription).toArray(MqttSubscription[]::new);
    try {
      IMqttToken token = client.subscribe(wanted);
      token.waitForCompletion(settings.connectTimeout().toMillis());
      return refused(topics, token.getReasonCodes());
    } catch (MqttException e) {
      throw BrokerFaults.connecting(settings, client.getClientId(), e);
    }
  }

  private MqttSubscription subscription(String topic) {
    MqttSubscription subscription = new MqttSubscription(topic, settings.qos());
    subscription.setRetainHandling(RETAINED_IF_NEW);
    return subscription;
  }

  private static List<String> refused(List<String> topics, int[] codes) {
    List<String> refused = new ArrayList<>();
    for (int i = 0; codes != null && i < codes.length && i < topics.size(); i++) {
      if (codes[i] >= REFUSED) {
        refused.add(topics.get(i));
      }
    }
    return refused;
  }

  @Override
  public boolean acknowledge(int packetId) {
    if (end.isDone()) {
      return false;
    }
    try {
      client.messageArrivedComplete(packetId, 1);
      return true;
    } catch (MqttException | NullPointerException e) {
      // The connection is gone, perhaps at this moment: a closed Paho client is null inside.
      Logger.debug("Not acknowledged; packet={} cause={}", packetId, e.toString());
      return false;
    }
  }

  /** Waits for the end; returns why. */
  String awaitEnd() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end is never a failure", e);
    }
  }

  void broken(String why) {
    end.complete(why);
  }

  /** Says goodbye; the broker goes on to keep messages for us. */
  void close() {
    try {
      client.disconnect(0).waitForCompletion(FAREWELL_MILLIS);
    } catch (MqttException e) {
      // Then without goodbye.
    }
    drop();
  }

  void drop() {
    broken("dropped");
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

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    if (!inbound.message(this, topic, message)) {
      unsubscribe(topic);
    }
  }

  /** The broker remembers a subscription of an earlier configuration. */
  private void unsubscribe(String topic) {
    try {
      IMqttToken unused = client.unsubscribe(topic);
    } catch (MqttException e) {
      Logger.debug("Not unsubscribed; topic={} cause={}", topic, e.getMessage());
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    broken(BrokerFaults.ended(client.getClientId(), response));
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    Logger.debug("The MQTT library reports an error; cause={}", exception.toString());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
