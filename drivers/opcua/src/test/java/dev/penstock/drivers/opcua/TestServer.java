package dev.penstock.drivers.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.CertificateStore;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.jspecify.annotations.Nullable;

/** A real OPC UA server on loopback, that can be stopped and started at the same port. */
final class TestServer implements AutoCloseable {

  static final String USER = "gateway";
  static final String PASSWORD = "correct horse";
  static final String NAMESPACE = "urn:penstock:test:plant";

  /** Made once: a key takes a second. */
  private static final KeyPair KEYS = keys();

  static final X509Certificate CERTIFICATE = certificate(KEYS);

  private final int port;
  private final TestNodes nodes = new TestNodes();
  private final CertificateValidator clients;
  private @Nullable OpcUaServer server;
  private @Nullable TestNamespace namespace;
  private int maxSessions = 100;

  /** Takes every client. */
  TestServer() {
    this((chain, uri, hosts) -> {});
  }

  /**
   * @param clients says which clients' certificates it takes
   */
  TestServer(CertificateValidator clients) {
    this.clients = clients;
    this.port = freePort();
  }

  TestNodes nodes() {
    return nodes;
  }

  int port() {
    return port;
  }

  String url() {
    return "opc.tcp://127.0.0.1:" + port;
  }

  TestServer maxSessions(int most) {
    maxSessions = most;
    return this;
  }

  TestServer start() {
    try {
      OpcUaServer fresh =
          new OpcUaServer(
              config(),
              profile ->
                  new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
      TestNamespace served = new TestNamespace(fresh, nodes);
      served.startup();
      fresh.startup().get(20, TimeUnit.SECONDS);
      server = fresh;
      namespace = served;
      return this;
    } catch (Exception e) {
      throw new IllegalStateException("the test's server does not start", e);
    }
  }

  /** Notifications that it has sent and keeps until they are acknowledged. */
  int unacknowledged() {
    return Objects.requireNonNull(server).getSubscriptions().values().stream()
        .mapToInt(s -> s.getUnacknowledgeMessageCount().intValue())
        .sum();
  }

  int subscriptions() {
    return Objects.requireNonNull(server).getSubscriptions().size();
  }

  void stop() {
    OpcUaServer running = server;
    TestNamespace served = namespace;
    if (running == null || served == null) {
      return;
    }
    try {
      served.shutdown();
      nodes.forget();
      running.shutdown().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the test's server does not stop", e);
    }
    server = null;
  }

  @Override
  public void close() {
    stop();
  }

  private OpcUaServerConfig config() throws Exception {
    return OpcUaServerConfig.builder()
        .setEndpoints(endpoints())
        .setCertificateManager(
            new DefaultCertificateManager(new MemoryCertificateQuarantine(), group()))
        .setIdentityValidator(
            new CompositeValidator(
                AnonymousIdentityValidator.INSTANCE,
                new UsernameIdentityValidator(
                    asked ->
                        asked.getUsername().equals(USER) && asked.getPassword().equals(PASSWORD))))
        .setApplicationName(LocalizedText.english("test"))
        .setApplicationUri("urn:penstock:test")
        .setProductUri(NAMESPACE)
        .setLimits(
            new OpcUaServerConfigLimits() {
              @Override
              public UInteger getMaxSessions() {
                return uint(maxSessions);
              }
            })
        .build();
  }

  private DefaultApplicationGroup group() throws Exception {
    X509Certificate[] chain = {CERTIFICATE};
    MemoryCertificateStore store = new MemoryCertificateStore();
    store.set(
        NodeIds.RsaSha256ApplicationCertificateType,
        new CertificateStore.Entry(KEYS.getPrivate(), chain));
    RsaSha256CertificateFactory factory =
        new RsaSha256CertificateFactory() {
          @Override
          protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
            return chain.clone();
          }
        };
    return DefaultApplicationGroup.createAndInitialize(
        new MemoryTrustListManager(), store, factory, clients);
  }

  private Set<EndpointConfig> endpoints() {
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    endpoints.add(endpoint(SecurityPolicy.None, MessageSecurityMode.None));
    for (SecurityPolicy policy :
        List.of(SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss)) {
      endpoints.add(endpoint(policy, MessageSecurityMode.Sign));
      endpoints.add(endpoint(policy, MessageSecurityMode.SignAndEncrypt));
    }
    return endpoints;
  }

  private EndpointConfig endpoint(SecurityPolicy policy, MessageSecurityMode mode) {
    return EndpointConfig.newBuilder()
        .setBindAddress("127.0.0.1")
        .setHostname("127.0.0.1")
        .setBindPort(port)
        .setCertificate(CERTIFICATE)
        .setSecurityPolicy(policy)
        .setSecurityMode(mode)
        .addTokenPolicy(
            new UserTokenPolicy("anonymous", UserTokenType.Anonymous, null, null, policy.getUri()))
        .addTokenPolicy(
            new UserTokenPolicy("user", UserTokenType.UserName, null, null, policy.getUri()))
        .build();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  private static KeyPair keys() {
    try {
      return SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static X509Certificate certificate(KeyPair keys) {
    try {
      return new SelfSignedCertificateBuilder(keys)
          .setCommonName("test plant")
          .setApplicationUri("urn:penstock:test")
          .addIpAddress("127.0.0.1")
          .build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
