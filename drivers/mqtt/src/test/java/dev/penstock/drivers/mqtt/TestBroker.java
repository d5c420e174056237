package dev.penstock.drivers.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** A real MQTT 5 broker on loopback, and a device that publishes there. */
final class TestBroker implements AutoCloseable {

  static final String USER = "gateway";
  static final String PASSWORD = "correct horse";

  private final int port = freePort();
  private final boolean guarded;
  private @Nullable EmbeddedActiveMQ server;
  private @Nullable MqttAsyncClient device;

  private final String options;

  private TestBroker(boolean guarded, String options) {
    this.guarded = guarded;
    this.options = options;
  }

  static TestBroker withTls(Path keyStore, String password) {
    TestBroker broker =
        new TestBroker(
            false, ";sslEnabled=true;keyStorePath=" + keyStore + ";keyStorePassword=" + password);
    broker.start();
    return broker;
  }

  static TestBroker open() {
    TestBroker broker = new TestBroker(false, "");
    broker.start();
    return broker;
  }

  /** Lets in one user, and refuses subscriptions to what begins with "secret". */
  static TestBroker guarded() {
    TestBroker broker = new TestBroker(true, "");
    broker.start();
    return broker;
  }

  int port() {
    return port;
  }

  URI address() {
    return URI.create("tcp://127.0.0.1:" + port);
  }

  void start() {
    try {
      EmbeddedActiveMQ fresh = new EmbeddedActiveMQ();
      fresh.setConfiguration(
          new ConfigurationImpl()
              .setPersistenceEnabled(false)
              .setSecurityEnabled(guarded)
              .setJMXManagementEnabled(false)
              .setCriticalAnalyzer(false)
              .setMaxDiskUsage(-1)
              .setWildCardConfiguration(
                  new WildcardConfiguration().setDelimiter('/').setAnyWords('#').setSingleWord('+'))
              .addAcceptorConfiguration(
                  "mqtt",
                  "tcp://127.0.0.1:"
                      + port
                      + "?protocols=MQTT;useEpoll=false;useKQueue=false"
                      + options));
      fresh.setSecurityManager(new OneUser());
      fresh.start();
      server = fresh;
    } catch (Exception e) {
      throw new IllegalStateException("the test's broker does not start", e);
    }
  }

  void stop() {
    EmbeddedActiveMQ running = server;
    if (running == null) {
      return;
    }
    dropDevice();
    try {
      running.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the test's broker does not stop", e);
    }
    server = null;
  }

  /** Messages that the broker keeps for gateways until they are acknowledged. */
  long kept() {
    return Objects.requireNonNull(server)
        .getActiveMQServer()
        .getPostOffice()
        .getAllBindings()
        .filter(QueueBinding.class::isInstance)
        .map(binding -> ((QueueBinding) binding).getQueue())
        .filter(queue -> queue.getName().toString().startsWith("penstock-"))
        .mapToLong(Queue::getMessageCount)
        .sum();
  }

  /** The device publishes, and the broker has it when this returns. */
  void publish(String topic, String payload) {
    publish(topic, payload.getBytes(StandardCharsets.UTF_8), false);
  }

  void publish(String topic, byte[] payload, boolean retained) {
    try {
      device().publish(topic, payload, 1, retained).waitForCompletion(10_000);
    } catch (MqttException e) {
      throw new IllegalStateException("the test's device cannot publish", e);
    }
  }

  private MqttAsyncClient device() throws MqttException {
    MqttAsyncClient publisher = device;
    if (publisher == null) {
      publisher = new MqttAsyncClient(address().toString(), "test-device", new MemoryPersistence());
      var options = new MqttConnectionOptions();
      options.setUserName(USER);
      options.setPassword(PASSWORD.getBytes(StandardCharsets.UTF_8));
      publisher.connect(options).waitForCompletion(10_000);
      device = publisher;
    }
    return publisher;
  }

  private void dropDevice() {
    MqttAsyncClient publisher = device;
    device = null;
    if (publisher == null) {
      return;
    }
    try {
      publisher.disconnectForcibly(0, 0, false);
      publisher.close(true);
    } catch (MqttException e) {
      // It is gone all the same.
    }
  }

  @Override
  public void close() {
    stop();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  private static final class OneUser implements ActiveMQSecurityManager5 {

    @Override
    public @Nullable Subject authenticate(
        @Nullable String user,
        @Nullable String password,
        @Nullable RemotingConnection connection,
        @Nullable String domain) {
      return validateUser(user, password)
          ? new Subject(true, Set.of(new UserPrincipal(USER)), Set.of(), Set.of())
          : null;
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
      return !address.contains("secret");
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
      return Objects.equals(user, USER) && Objects.equals(password, PASSWORD);
    }

    @Override
    public boolean validateUserAndRole(
        @Nullable String user, @Nullable String password, Set<Role> roles, CheckType check) {
      return validateUser(user, password);
    }
  }
}
