package dev.penstock.uplink.twin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** A real MQTT 5 broker on loopback that keeps nothing when it stops. */
final class TestBroker implements AutoCloseable {

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final int port;

  private TestBroker(int wantedPort) {
    try {
      Configuration configuration =
          new ConfigurationImpl()
              .setPersistenceEnabled(false)
              .setSecurityEnabled(false)
              .setJMXManagementEnabled(false)
              .setCriticalAnalyzer(false)
              .setMaxDiskUsage(-1)
              .setWildCardConfiguration(
                  new WildcardConfiguration().setDelimiter('/').setAnyWords('#').setSingleWord('+'))
              .addAcceptorConfiguration(
                  "mqtt",
                  "tcp://127.0.0.1:"
                      + wantedPort
                      + "?protocols=MQTT;useEpoll=false;useKQueue=false");
      server.setConfiguration(configuration);
      server.start();
      port =
          ((NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor("mqtt"))
              .getActualPort();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static TestBroker open() {
    return new TestBroker(0);
  }

  static TestBroker open(int port) {
    return new TestBroker(port);
  }

  int port() {
    return port;
  }

  URI address() {
    return URI.create("tcp://127.0.0.1:" + port);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
