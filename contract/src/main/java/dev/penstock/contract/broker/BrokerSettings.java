package dev.penstock.contract.broker;

import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 broker, and how to be let in. Certificates are read again at each connection, and a
 * renewed one makes the next.
 */
public record BrokerSettings(
    @Setting(
            value = "Where it listens: tcp:// or, with TLS, ssl://; the port is 1883 or 8883.",
            example = "ssl://broker.example.org:8883")
        URI address,
    @Setting(value = "User name.", otherwise = Setting.NONE) @Nullable String user,
    @Setting(
            value = "Password.",
            otherwise = Setting.NONE,
            example = "${file:/etc/penstock/broker-password}")
        @Nullable Secret password,
    @Setting(
            value =
                "PEM file with the certificate authorities to believe; left out, those that Java"
                    + " believes.",
            otherwise = Setting.NONE,
            example = "broker-ca.pem",
            file = true)
        Optional<Path> ca,
    @Setting(
            value = "PEM file with our certificate chain, for a broker that asks for one.",
            otherwise = Setting.NONE,
            example = "gateway.pem",
            file = true)
        Optional<Path> certificate,
    @Setting(
            value = "PEM file with the certificate's private key, PKCS #8, not encrypted.",
            otherwise = Setting.NONE,
            example = "gateway-key.pem",
            file = true)
        Optional<Path> key) {

  private static final Set<String> SCHEMES = Set.of("tcp", "ssl", "mqtt", "mqtts");

  public BrokerSettings {
    String scheme = address.getScheme();
    if (scheme == null || !SCHEMES.contains(scheme) || address.getHost() == null) {
      throw new IllegalArgumentException(
          "address: must be tcp://host:port or ssl://host:port, found " + address);
    }
    if (address.getUserInfo() != null) {
      throw new IllegalArgumentException("address: user and password have settings of their own");
    }
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("key: certificate and key are given together");
    }
    if (!isTls(scheme) && (ca.isPresent() || certificate.isPresent())) {
      throw new IllegalArgumentException("address: certificates are for ssl://, found " + address);
    }
  }

  /** A broker without TLS that lets anybody in, as on loopback. */
  public static BrokerSettings open(URI address) {
    return login(address, null, null);
  }

  /** A broker that asks for a user, or not. */
  public static BrokerSettings login(
      URI address, @Nullable String user, @Nullable Secret password) {
    return new BrokerSettings(
        address, user, password, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether the connection is encrypted: with TLS 1.3, and nothing older. */
  public boolean tls() {
    return isTls(address.getScheme());
  }

  private static boolean isTls(String scheme) {
    return scheme.equals("ssl") || scheme.equals("mqtts");
  }

  /** The address with its port, as {@code tcp://} or {@code ssl://}. */
  public String uri() {
    int port = address.getPort() > 0 ? address.getPort() : tls() ? 8883 : 1883;
    return (tls() ? "ssl://" : "tcp://") + address.getHost() + ":" + port;
  }
}
