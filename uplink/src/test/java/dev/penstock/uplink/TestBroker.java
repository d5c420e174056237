package dev.penstock.uplink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** A real MQTT 5 broker on loopback that keeps nothing when it stops. */
final class TestBroker implements AutoCloseable {

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final int port;

  private TestBroker(int wantedPort, String options, @Nullable String onlyUser) {
    try {
      Configuration configuration =
          new ConfigurationImpl()
              .setPersistenceEnabled(false)
              .setSecurityEnabled(onlyUser != null)
              .setJMXManagementEnabled(false)
              .setCriticalAnalyzer(false)
              .setMaxDiskUsage(-1)
              .setWildCardConfiguration(
                  new WildcardConfiguration().setDelimiter('/').setAnyWords('#').setSingleWord('+'))
              .addAcceptorConfiguration(
                  "mqtt",
                  "tcp://127.0.0.1:"
                      + wantedPort
                      + "?protocols=MQTT;useEpoll=false;useKQueue=false"
                      + options);
      server.setConfiguration(configuration);
      server.setSecurityManager(new OneUser(onlyUser == null ? "" : onlyUser));
      server.start();
      port =
          ((NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor("mqtt"))
              .getActualPort();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static TestBroker open() {
    return new TestBroker(0, "", null);
  }

  static TestBroker open(int port) {
    return new TestBroker(port, "", null);
  }

  /** Takes no larger packet, and says so. */
  static TestBroker taking(int bytes) {
    return new TestBroker(0, ";maximumPacketSize=" + bytes, null);
  }

  /** Lets in one user, whose password is the name backwards. */
  static TestBroker withUser(String user) {
    return new TestBroker(0, "", user);
  }

  static TestBroker withTls(Path keyStore, String password) {
    return new TestBroker(
        0, ";sslEnabled=true;keyStorePath=" + keyStore + ";keyStorePassword=" + password, null);
  }

  /** Knows nothing newer than TLS 1.2. */
  static TestBroker withOldTls(Path keyStore, String password) {
    return new TestBroker(
        0,
        ";sslEnabled=true;enabledProtocols=TLSv1.2;keyStorePath="
            + keyStore
            + ";keyStorePassword="
            + password,
        null);
  }

  /** Lets in only who shows a certificate of this store. */
  static TestBroker withMutualTls(Path keyStore, Path trusted, String password) {
    return new TestBroker(
        0,
        ";sslEnabled=true;needClientAuth=true;keyStorePath="
            + keyStore
            + ";keyStorePassword="
            + password
            + ";trustStorePath="
            + trusted
            + ";trustStorePassword="
            + password,
        null);
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

  private record OneUser(String name) implements ActiveMQSecurityManager5 {

    @Override
    public @Nullable Subject authenticate(
        @Nullable String user,
        @Nullable String password,
        @Nullable RemotingConnection connection,
        @Nullable String domain) {
      return validateUser(user, password)
          ? new Subject(true, Set.of(new UserPrincipal(name)), Set.of(), Set.of())
          : null;
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
      return true;
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
      return name.equals(user) && new StringBuilder(name).reverse().toString().equals(password);
    }

    @Override
    public boolean validateUserAndRole(
        @Nullable String user, @Nullable String password, Set<Role> roles, CheckType check) {
      return validateUser(user, password);
    }
  }
}
