package dev.penstock.drivers.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceException.Kind;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaSession;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;

/**
 * Makes one try to connect: asks for the endpoints, chooses ours, checks the server's certificate,
 * logs in. The session's own loop tries again, each time from the start, because a server may come
 * back with other endpoints and another certificate.
 */
final class Connector {

  /** Two round trips with RSA on a slow box take longer than one request may. */
  private static final int LOGIN_STEPS = 4;

  private static final UInteger SESSION_TIMEOUT = uint(60_000);

  private final OpcUaSettings settings;
  private final TrustedServers trusted;
  private final OwnCertificate own;

  Connector(OpcUaSettings settings, TrustedServers trusted, OwnCertificate own) {
    this.settings = settings;
    this.trusted = trusted;
    this.own = own;
    registerBouncyCastle(settings);
  }

  Connection connect() throws DeviceException, InterruptedException {
    EndpointDescription endpoint = choose(endpoints());
    String peer = settings.isSecured() ? checkCertificate(endpoint) : "";
    checkPasswordIsHidden(endpoint);
    return logIn(endpoint, peer);
  }

  private Connection logIn(EndpointDescription endpoint, String peer)
      throws DeviceException, InterruptedException {
    OpcUaClient client;
    try {
      client =
          new OpcUaClient(
              config(endpoint),
              new OpcTcpClientTransport(
                  OpcTcpClientTransportConfig.newBuilder()
                      .setConnectTimeout(timeout())
                      .setAcknowledgeTimeout(timeout())
                      .build()));
    } catch (RuntimeException e) {
      throw Failures.connecting(settings, own, e);
    }
    Connection connection = new Connection(client, peer, settings.requestTimeout());
    try {
      await(client.connectAsync(), LOGIN_STEPS);
      OpcUaSession session = await(client.getSessionAsync(), 1);
      connection.opened(session);
      return connection;
    } catch (DeviceException | InterruptedException e) {
      connection.discard();
      throw e;
    }
  }

  private OpcUaClientConfig config(EndpointDescription endpoint) {
    return OpcUaClientConfig.builder()
        .setApplicationName(LocalizedText.english("Penstock"))
        .setApplicationUri(own.applicationUri())
        .setProductUri("urn:penstock")
        .setSessionName(() -> own.applicationUri())
        .setEndpoint(endpoint)
        .setKeyPair(own.keys())
        .setCertificate(own.certificate())
        .setCertificateChain(new X509Certificate[] {own.certificate()})
        .setCertificateValidator(trusted)
        .setIdentityProvider(identity())
        .setRequestTimeout(timeout())
        .setKeepAliveTimeout(timeout())
        .setSessionTimeout(SESSION_TIMEOUT)
        .build();
  }

  private IdentityProvider identity() {
    String user = settings.user();
    if (user == null) {
      return new AnonymousProvider();
    }
    String password = Objects.requireNonNull(settings.password()).reveal();
    return new UsernameProvider(user, password, trusted, this::hiding);
  }

  /** Of the ways to log in by name, one that encrypts the password. */
  private UserTokenPolicy hiding(List<UserTokenPolicy> policies) {
    return policies.stream().filter(this::hidesPassword).findFirst().orElse(policies.get(0));
  }

  private boolean hidesPassword(UserTokenPolicy policy) {
    String uri = policy.getSecurityPolicyUri();
    if (uri == null || uri.isEmpty()) {
      return settings.isSecured();
    }
    return !uri.equals(SecurityPolicy.None.getUri()) || isEncrypted();
  }

  private boolean isEncrypted() {
    return settings.isSecured() && mode() == MessageSecurityMode.SignAndEncrypt;
  }

  private void checkPasswordIsHidden(EndpointDescription endpoint) throws DeviceException {
    UserTokenPolicy[] policies = endpoint.getUserIdentityTokens();
    if (settings.user() == null || policies == null) {
      return;
    }
    List<UserTokenPolicy> byName =
        List.of(policies).stream().filter(p -> p.getTokenType() == UserTokenType.UserName).toList();
    if (byName.isEmpty()) {
      throw new DeviceException(
          Kind.SECURITY,
          settings.endpoint() + ": the server has no login by user and password: leave both out");
    }
    if (byName.stream().noneMatch(this::hidesPassword)) {
      throw new DeviceException(
          Kind.SECURITY,
          settings.endpoint()
              + ": the server would take the password unencrypted, and it is not sent so: set"
              + " security to a policy, or leave user and password out");
    }
  }

  private List<EndpointDescription> endpoints() throws DeviceException, InterruptedException {
    try {
      return discover(settings.endpoint());
    } catch (DeviceException e) {
      if (e.kind() == Kind.TIMEOUT || e.getCause() instanceof java.net.ConnectException) {
        throw e;
      }
      return discoverElsewhere(e);
    }
  }

  /** Servers that refuse an unsecured channel at their address have one for this at another. */
  private List<EndpointDescription> discoverElsewhere(DeviceException first)
      throws DeviceException, InterruptedException {
    try {
      return discover(settings.endpoint() + "/discovery");
    } catch (DeviceException e) {
      throw first;
    }
  }

  private List<EndpointDescription> discover(String address)
      throws DeviceException, InterruptedException {
    return await(
        DiscoveryClient.getEndpoints(
            address,
            config -> config.setConnectTimeout(timeout()).setAcknowledgeTimeout(timeout())),
        2);
  }

  /** The endpoint with our policy and mode, at the address in the settings. */
  private EndpointDescription choose(List<EndpointDescription> offered) throws DeviceException {
    String policy = policy().getUri();
    return offered.stream()
        .filter(e -> policy.equals(e.getSecurityPolicyUri()) && e.getSecurityMode() == mode())
        .findFirst()
        .map(e -> EndpointUtil.updateUrl(e, settings.host(), settings.port()))
        .orElseThrow(() -> notOffered(offered));
  }

  private DeviceException notOffered(List<EndpointDescription> offered) {
    String choices =
        offered.stream()
            .map(e -> name(e.getSecurityPolicyUri()) + "/" + e.getSecurityMode())
            .distinct()
            .collect(Collectors.joining(", "));
    return new DeviceException(
        Kind.SECURITY,
        settings.endpoint()
            + ": the server does not offer "
            + policy()
            + "/"
            + mode()
            + " but "
            + (choices.isEmpty() ? "nothing" : choices)
            + ": set security and mode to one of these, or enable ours at the server");
  }

  private static String name(String policyUri) {
    return policyUri.substring(policyUri.indexOf('#') + 1);
  }

  private SecurityPolicy policy() {
    return settings.isSecured() ? SecurityPolicy.valueOf(settings.security()) : SecurityPolicy.None;
  }

  private MessageSecurityMode mode() {
    if (!settings.isSecured()) {
      return MessageSecurityMode.None;
    }
    return settings.mode().equals("sign")
        ? MessageSecurityMode.Sign
        : MessageSecurityMode.SignAndEncrypt;
  }

  private String checkCertificate(EndpointDescription endpoint) throws DeviceException {
    X509Certificate certificate;
    try {
      byte[] chain = endpoint.getServerCertificate().bytesOrEmpty();
      certificate = CertificateUtil.decodeCertificates(chain).get(0);
    } catch (UaException | RuntimeException e) {
      throw Failures.security(
          settings.endpoint() + ": the server shows no certificate that can be read", e);
    }
    String fingerprint = Fingerprint.sha256(certificate);
    if (!trusted.trusts(certificate)) {
      throw new DeviceException(
          Kind.SECURITY,
          settings.endpoint()
              + ": certificate "
              + fingerprint
              + " of "
              + certificate.getSubjectX500Principal().getName()
              + " is not trusted: compare the fingerprint with the one at the server, then add it"
              + " to trust: in this device's settings, or "
              + trusted.reject(certificate));
    }
    return fingerprint;
  }

  private UInteger timeout() {
    return uint(settings.requestTimeout().toMillis());
  }

  private <T> T await(Future<T> answer, int requests) throws DeviceException, InterruptedException {
    try {
      return answer.get(settings.requestTimeout().toMillis() * requests, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Failures.connecting(settings, own, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw Failures.connecting(settings, own, e);
    }
  }

  /** The JDK lacks the RSA-PSS form that this policy wants. */
  private static void registerBouncyCastle(OpcUaSettings settings) {
    if (settings.security().equals("Aes256_Sha256_RsaPss")
        && Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
  }
}
