package dev.penstock.drivers.opcua;

import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How to reach one OPC UA server, and how far to trust it. */
public record OpcUaSettings(
    @Setting(value = "Address of the server.", example = "opc.tcp://192.168.1.10:4840")
        String endpoint,
    @Setting(
            value =
                "Security policy: Basic256Sha256, Aes128_Sha256_RsaOaep, Aes256_Sha256_RsaPss, or"
                    + " none, which must be asked for.",
            otherwise = "Basic256Sha256")
        String security,
    @Setting(
            value =
                "What the policy is applied for: sign, or sign-and-encrypt. Means nothing with"
                    + " security none.",
            otherwise = "sign-and-encrypt")
        String mode,
    @Setting(
            value = "User to log in as; anonymous when left out.",
            otherwise = Setting.NONE,
            example = "gateway")
        @Nullable String user,
    @Setting(
            value = "The user's password. Never sent unencrypted.",
            otherwise = Setting.NONE,
            example = "${file:opcua-password}")
        @Nullable Secret password,
    @Setting(
            value =
                "Fingerprints (hex SHA-256, or SHA-1 where the server shows no other) of the server"
                    + " certificates to trust, besides those in the device's folder trusted/.",
            otherwise = "[]",
            example = "[9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08]")
        List<String> trust,
    @Setting(value = "How often the server sends what has changed.", otherwise = "100ms")
        Duration publishingInterval,
    @Setting(
            value = "How often the server samples a point whose profile does not say.",
            otherwise = "100ms")
        Duration samplingInterval,
    @Setting(
            value =
                "Values per point that the server keeps for us, also while the link is cut; what"
                    + " overflows is told as lost.",
            otherwise = "100")
        int queueSize,
    @Setting(value = "How long to wait for an answer.", otherwise = "5s") Duration requestTimeout,
    @Setting(value = "Longest pause between two tries to connect.", otherwise = "10s")
        Duration retryInterval) {

  static final String NO_SECURITY = "none";

  private static final List<String> POLICIES =
      List.of("Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss", NO_SECURITY);
  private static final List<String> MODES = List.of("sign", "sign-and-encrypt");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  public OpcUaSettings {
    checkEndpoint(endpoint);
    oneOf("security", security, POLICIES);
    oneOf("mode", mode, MODES);
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException(
          (user == null ? "user" : "password") + ": user and password belong together");
    }
    trust = trust.stream().map(OpcUaSettings::fingerprint).toList();
    within("publishingInterval", publishingInterval, Duration.ofMillis(1), Duration.ofMinutes(1));
    within("samplingInterval", samplingInterval, Duration.ZERO, Duration.ofHours(1));
    within("requestTimeout", requestTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    within("retryInterval", retryInterval, Duration.ofMillis(100), Duration.ofMinutes(10));
    if (queueSize < 2 || queueSize > 100_000) {
      throw new IllegalArgumentException("queueSize: 2 to 100000, not " + queueSize);
    }
  }

  boolean isSecured() {
    return !security.equals(NO_SECURITY);
  }

  String host() {
    return URI.create(endpoint).getHost();
  }

  int port() {
    return URI.create(endpoint).getPort();
  }

  private static void checkEndpoint(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      if ("opc.tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
        return;
      }
    } catch (java.net.URISyntaxException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "endpoint: must be opc.tcp://host:port, not \"" + endpoint + "\"");
  }

  private static void oneOf(String key, String word, List<String> allowed) {
    if (!allowed.contains(word)) {
      throw new IllegalArgumentException(
          key + ": one of " + String.join(", ", allowed) + ", not \"" + word + "\"");
    }
  }

  private static String fingerprint(String text) {
    String hex = text.replace(":", "").replace(" ", "").toLowerCase(Locale.ROOT);
    if (!FINGERPRINT.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "trust: a fingerprint is 64 hex digits (SHA-256) or 40 (SHA-1), not \"" + text + "\"");
    }
    return hex;
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key + ": " + least.toMillis() + "ms to " + most.toMillis() + "ms");
    }
  }
}
