package dev.penstock.drivers.opcua;

import dev.penstock.contract.settings.Secret;
import java.time.Duration;
import java.util.List;

/** Settings for the test's server, quick enough for a test. */
final class TestSettings {

  static final Duration QUICK = Duration.ofMillis(50);

  private TestSettings() {}

  /** By user and password, the server trusted by fingerprint. */
  static OpcUaSettings secured(TestServer server) {
    return securedAt(server.url());
  }

  static OpcUaSettings securedAt(String url) {
    return of(
        url,
        "Basic256Sha256",
        TestServer.PASSWORD,
        List.of(Fingerprint.sha256(TestServer.CERTIFICATE)));
  }

  static OpcUaSettings trusting(TestServer server, String... fingerprints) {
    return of(server.url(), "Basic256Sha256", TestServer.PASSWORD, List.of(fingerprints));
  }

  static OpcUaSettings withPassword(TestServer server, String password) {
    return of(
        server.url(),
        "Basic256Sha256",
        password,
        List.of(Fingerprint.sha256(TestServer.CERTIFICATE)));
  }

  static OpcUaSettings of(String url, String security, String password, List<String> trust) {
    return new OpcUaSettings(
        url,
        security,
        "sign-and-encrypt",
        TestServer.USER,
        new Secret(password),
        trust,
        QUICK,
        QUICK,
        100,
        Duration.ofSeconds(5),
        Duration.ofMillis(500));
  }

  /** Anonymous, without security. */
  static OpcUaSettings open(String url, Duration publishing, int queueSize) {
    return new OpcUaSettings(
        url,
        OpcUaSettings.NO_SECURITY,
        "sign-and-encrypt",
        null,
        null,
        List.of(),
        publishing,
        QUICK,
        queueSize,
        Duration.ofSeconds(5),
        Duration.ofMillis(500));
  }
}
