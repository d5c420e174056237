package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.testkit.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.junit.jupiter.api.Test;

final class OpcUaTrustIT extends OpcUaIntegration {

  private static final String FINGERPRINT = Fingerprint.sha256(TestServer.CERTIFICATE);
  private static final PointBinding LEVEL = Bindings.of(0, "level", ValueType.DOUBLE);

  private void startServer() {
    server.nodes().add("level", NodeIds.Double, 1.5);
    server.start();
  }

  @Test
  void refusesAnUnknownServerAndSaysHowToTrustIt() throws Exception {
    startServer();

    DeviceSession session = open(TestSettings.trusting(server), LEVEL);

    awaitDown();
    assertThat(told.why())
        .contains(server.url(), FINGERPRINT, "CN=test plant", "is not trusted", "trust:");
    assertThat(folder.resolve("rejected").resolve(FINGERPRINT + ".der")).exists();
    assertThat(told.rows()).isEmpty();
    assertThat(session.peer()).isEmpty();
  }

  @Test
  void connectsOnceTheRejectedCertificateWasMovedToTheTrustedOnes() throws Exception {
    startServer();
    DeviceSession session = open(TestSettings.trusting(server), LEVEL);
    awaitDown();

    String file = FINGERPRINT + ".der";
    Files.move(folder.resolve("rejected").resolve(file), folder.resolve("trusted").resolve(file));

    awaitUp();
    told.await("a value", t -> t.has(LEVEL, 1.5));
    assertThat(session.peer()).isEqualTo(FINGERPRINT);
  }

  @Test
  void trustsByTheSha1FingerprintThatMiloShows() throws Exception {
    startServer();

    openAndAwaitUp(TestSettings.trusting(server, Fingerprint.sha1(TestServer.CERTIFICATE)), LEVEL);

    told.await("a value", t -> t.has(LEVEL, 1.5));
  }

  @Test
  void saysThatTheServerRefusesTheUser() throws Exception {
    startServer();

    open(TestSettings.withPassword(server, "wrong"), LEVEL);

    awaitDown();
    assertThat(told.why())
        .contains(server.url(), "refuses user \"gateway\"", "check user and password")
        .doesNotContain("wrong");
  }

  @Test
  void neverSendsAPasswordInTheClear() throws Exception {
    startServer();

    open(
        TestSettings.of(server.url(), OpcUaSettings.NO_SECURITY, TestServer.PASSWORD, List.of()),
        LEVEL);

    awaitDown();
    assertThat(told.why()).contains("unencrypted").doesNotContain(TestServer.PASSWORD);
  }

  @Test
  void saysWhatTheServerOffersWhenOursIsNotAmongIt() throws Exception {
    startServer();

    open(
        TestSettings.of(server.url(), "Aes128_Sha256_RsaOaep", TestServer.PASSWORD, List.of()),
        LEVEL);

    awaitDown();
    assertThat(told.why())
        .contains("does not offer Aes128_Sha256_RsaOaep", "Basic256Sha256/SignAndEncrypt");
  }

  @Test
  void connectsWithRsaPss() throws Exception {
    startServer();

    openAndAwaitUp(
        TestSettings.of(
            server.url(), "Aes256_Sha256_RsaPss", TestServer.PASSWORD, List.of(FINGERPRINT)),
        LEVEL);

    told.await("a value", t -> t.has(LEVEL, 1.5));
  }

  @Test
  void hasNoPeerWithoutSecurity() throws Exception {
    startServer();

    assertThat(openAndAwaitUp(plain(), LEVEL).peer()).isEmpty();
  }

  @Test
  void saysThatTheServerDoesNotTrustUs() throws Exception {
    TestServer strict =
        new TestServer(
            (chain, uri, hosts) -> {
              throw new UaException(StatusCodes.Bad_CertificateUntrusted);
            });
    strict.nodes().add("level", NodeIds.Double, 1.5);
    try (strict) {
      strict.start();

      open(TestSettings.secured(strict), LEVEL);

      awaitDown();
      assertThat(told.why())
          .contains("does not trust this gateway", folder.resolve("own").toString());
    }
  }

  @Test
  void makesItsCertificateOnceAndShowsItInTheNextSession() throws Exception {
    startServer();
    Files.delete(folder.resolve("own").resolve("key.p8"));
    openAndAwaitUp(TestSettings.secured(server), LEVEL).close();
    Path own = folder.resolve("own").resolve("certificate.der");
    byte[] before = Files.readAllBytes(own);

    Told again = new Told();
    open(TestSettings.secured(server), again, LEVEL);
    again.await("the link to be up", t -> t.link() == LinkState.UP);

    assertThat(Files.readAllBytes(own)).isEqualTo(before);
  }

  @Test
  void saysThatTheServerHasNoFreeSession() throws Exception {
    server.maxSessions(1);
    startServer();
    openAndAwaitUp(plain(), LEVEL);

    Told second = new Told();
    open(plain(), second, LEVEL);

    second.await("to hear that it is down", t -> t.link() == LinkState.DOWN);
    assertThat(second.why()).contains("no free session", "Bad_TooManySessions");
  }
}
