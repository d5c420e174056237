package dev.penstock.uplink.twin;

import dev.penstock.contract.broker.BrokerThreads;
import dev.penstock.contract.broker.BrokerTls;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * A twin's connection to its broker, made again when it breaks. The session outlives it, and a
 * message counts as delivered only once it is stored.
 */
final class TwinLink implements AutoCloseable {

  private static final String FRAMES = "penstock/+/+/frame";
  private static final long LOOK_AT_FILES = TimeUnit.SECONDS.toNanos(10);
  private static final long SESSION_SECONDS = 24 * 3600;
  private static final int UNDER_WAY = 48;
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_MILLIS = 12_000;

  private final TwinSettings settings;
  private final BlockingQueue<Arrival> arrivals;
  private @Nullable MqttAsyncClient client;
  private @Nullable BrokerThreads running;
  private long retryAt;
  private long lookAt;
  private long filesStamp;
  private boolean fresh;
  private boolean forgotten;
  private volatile String why = "not connected yet";
  private volatile boolean up;

  TwinLink(TwinSettings settings, BlockingQueue<Arrival> arrivals) {
    this.settings = settings;
    this.arrivals = arrivals;
    this.retryAt = settings.clocks().mono().nanos();
    this.lookAt = retryAt;
  }

  boolean isUp() {
    return up;
  }

  String why() {
    return why;
  }

  /** Once after each connection: what was told before it may not have arrived. */
  boolean isFreshlyUp() {
    boolean was = fresh && up;
    fresh = fresh && !was;
    return was;
  }

  /** Whether the broker kept nothing for us: what was on its way is lost. */
  boolean isForgotten() {
    return forgotten;
  }

  /** Whether a certificate was renewed since the connection was made. */
  private boolean isRenewed() {
    long now = settings.clocks().mono().nanos();
    if (!settings.broker().tls() || now - lookAt < 0) {
      return false;
    }
    lookAt = now + LOOK_AT_FILES;
    return BrokerTls.stamp(settings.broker()) != filesStamp;
  }

  /** Connects if it is time to; called by the twin's thread. */
  void connect() {
    MqttAsyncClient current = client;
    if (up && current != null && current.isConnected() && !isRenewed()) {
      return;
    }
    up = false;
    if (settings.clocks().mono().nanos() - retryAt < 0) {
      return;
    }
    discard();
    String at = settings.broker().uri();
    try {
      String id = "penstock-twin-" + settings.name();
      BrokerThreads threads = new BrokerThreads(id, this::deaf);
      running = threads;
      MqttAsyncClient attempt = new MqttAsyncClient(at, id, new MemoryPersistence(), null, threads);
      client = attempt;
      attempt.setManualAcks(true);
      attempt.setCallback(new Incoming(attempt, arrivals));
      MqttConnectionOptions options = BrokerOptions.of(settings.broker(), SESSION_SECONDS);
      options.setReceiveMaximum(UNDER_WAY);
      IMqttToken connected = attempt.connect(options);
      connected.waitForCompletion(PATIENCE_MILLIS);
      BrokerOptions.subscribe(attempt, FRAMES, PATIENCE_MILLIS);
      listenForReplies(attempt);
      up = true;
      filesStamp = BrokerTls.stamp(settings.broker());
      fresh = true;
      forgotten = !connected.getSessionPresent();
      why = "connected to " + at;
      Logger.info("The twin is connected. twin={} broker={}", settings.name(), at);
    } catch (MqttException | IllegalArgumentException e) {
      discard();
      String reason = BrokerOptions.why(e, settings.broker(), FRAMES);
      if (!reason.equals(why)) {
        Logger.warn(
            "The twin is not connected; it keeps trying. twin={} why=\"{}\"",
            settings.name(),
            reason);
      }
      why = reason;
      retryAt = settings.clocks().mono().nanos() + PAUSE;
    }
  }

  /** The library's reader died of what came: the next look makes a new connection. */
  private void deaf(Throwable failure) {
    Logger.warn("What came was no MQTT; connecting again. why=\"{}\"", failure.toString());
    up = false;
  }

  /** What gateways say to this twin's key; a broker that keeps it back does not stop the frames. */
  private void listenForReplies(MqttAsyncClient attempt) {
    String topic = "penstock/+/reply/" + settings.key().keyId();
    try {
      BrokerOptions.subscribe(attempt, topic, PATIENCE_MILLIS);
    } catch (MqttException e) {
      Logger.warn(
          "No audit log is cosigned. why=\"{}\"", BrokerOptions.why(e, settings.broker(), topic));
    }
  }

  /** Sends without waiting; what does not go out is said again with the next frame. */
  void publish(String topic, byte[] envelope) {
    MqttAsyncClient current = client;
    if (current == null) {
      return;
    }
    try {
      current.publish(topic, envelope, 1, false);
    } catch (MqttException e) {
      Logger.debug("Not sent. topic={} why=\"{}\"", topic, e.getMessage());
    }
  }

  /** Ends the connection for a while: what was not done comes again. */
  void drop(long pause) {
    discard();
    up = false;
    retryAt = settings.clocks().mono().nanos() + pause;
  }

  private void discard() {
    MqttAsyncClient old = client;
    client = null;
    if (old == null) {
      return;
    }
    close(old);
    BrokerThreads threads = running;
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  private static void close(MqttAsyncClient old) {
    try {
      old.disconnectForcibly(0, 0, false);
    } catch (MqttException e) {
      Logger.trace("It was not connected. why=\"{}\"", e.getMessage());
    }
    try {
      old.close(true);
    } catch (MqttException e) {
      Logger.trace("It was closed. why=\"{}\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    MqttAsyncClient current = client;
    try {
      if (current != null && current.isConnected()) {
        current.disconnect(0).waitForCompletion(500);
      }
    } catch (MqttException e) {
      Logger.trace("Gone without goodbye. why=\"{}\"", e.getMessage());
    }
    discard();
    up = false;
    why = "closed";
  }

  /** What the library tells of one client. */
  private record Incoming(MqttAsyncClient client, BlockingQueue<Arrival> arrivals)
      implements MqttCallback {

    /** Waits while the twin is busy, and so does the broker. */
    @Override
    public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
      int id = message.getId();
      int qos = message.getQos();
      arrivals.put(new Arrival(topic, message.getPayload(), () -> done(id, qos)));
    }

    private void done(int id, int qos) {
      try {
        client.messageArrivedComplete(id, qos);
      } catch (MqttException | RuntimeException e) {
        // The library fails in both ways once the connection is gone.
        Logger.trace("The broker will send it again. why=\"{}\"", e.getMessage());
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
