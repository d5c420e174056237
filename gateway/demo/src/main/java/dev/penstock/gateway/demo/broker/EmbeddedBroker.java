package dev.penstock.gateway.demo.broker;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.tinylog.Logger;

/**
 * An MQTT 5 broker on 127.0.0.1 that keeps everything in memory: sessions and messages survive a
 * lost connection, not {@link #close}. Topics are used as they are, dots and all.
 */
public final class EmbeddedBroker implements Closeable {

  private static final String HOST = "127.0.0.1";
  private static final String ACCEPTOR = "mqtt";

  /** More than that waiting on one topic: the publisher is cut off, and nothing is dropped. */
  private static final long MAX_TOPIC_BYTES = 64L << 20;

  private final EmbeddedActiveMQ server;
  private final int port;

  private EmbeddedBroker(EmbeddedActiveMQ server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * A running broker.
   *
   * @param wantedPort 0 picks a free one
   * @param users who may connect; empty lets everybody do everything
   * @throws IOException if the port is taken or the broker does not come up
   */
  public static EmbeddedBroker start(int wantedPort, Collection<BrokerUser> users)
      throws IOException {
    requireFree(wantedPort);
    EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    try {
      server.setConfiguration(configuration(wantedPort, !users.isEmpty()));
      server.setSecurityManager(new UserList(users));
      server.start();
      EmbeddedBroker broker = new EmbeddedBroker(server, actualPort(server));
      Logger.info("The embedded MQTT broker serves address={}", broker.url());
      return broker;
    } catch (Exception e) {
      stop(server);
      throw new IOException("the embedded MQTT broker does not start: " + e.getMessage(), e);
    }
  }

  public int port() {
    return port;
  }

  /** As MQTT clients want it. */
  public String url() {
    return "tcp://" + HOST + ":" + port;
  }

  @Override
  public void close() {
    stop(server);
  }

  private static Configuration configuration(int port, boolean withUsers) throws Exception {
    return new ConfigurationImpl()
        .setPersistenceEnabled(false)
        .setSecurityEnabled(withUsers)
        .setJMXManagementEnabled(false)
        .setCriticalAnalyzer(false)
        .setMaxDiskUsage(-1)
        .setThreadPoolMaxSize(8)
        .setScheduledThreadPoolMaxSize(2)
        .setWildCardConfiguration(
            new WildcardConfiguration().setDelimiter('/').setAnyWords('#').setSingleWord('+'))
        .addAddressSetting("#", everyTopic())
        .addAcceptorConfiguration(
            ACCEPTOR,
            "tcp://"
                + HOST
                + ":"
                + port
                + "?protocols=MQTT;remotingThreads=2;useEpoll=false;useKQueue=false");
  }

  /**
   * No message is given up for having been delivered often; the two named addresses stay unused.
   */
  private static AddressSettings everyTopic() {
    return new AddressSettings()
        .setMaxSizeBytes(MAX_TOPIC_BYTES)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
        .setMaxDeliveryAttempts(-1)
        .setDeadLetterAddress(SimpleString.of("$undeliverable"))
        .setExpiryAddress(SimpleString.of("$expired"));
  }

  private static int actualPort(EmbeddedActiveMQ server) {
    NettyAcceptor acceptor =
        (NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
    return acceptor.getActualPort();
  }

  /** Artemis logs a port in use and starts without it. */
  private static void requireFree(int port) throws IOException {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException e) {
      throw new IOException(
          "port "
              + port
              + " on "
              + HOST
              + " is taken: stop what uses it, or give the broker another",
          e);
    }
  }

  private static void stop(EmbeddedActiveMQ server) {
    try {
      server.stop();
    } catch (Exception e) {
      Logger.warn(e, "The embedded MQTT broker did not stop cleanly");
    }
  }
}
