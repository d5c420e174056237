package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustedServersTest {

  @TempDir Path folder;

  private final TrustedServers nobody() {
    return new TrustedServers(List.of(), folder);
  }

  @Test
  void trustsNobodyByDefault() {
    assertThat(nobody().trusts(TestServer.CERTIFICATE)).isFalse();
    assertThatThrownBy(
            () -> nobody().validateCertificateChain(List.of(TestServer.CERTIFICATE), null, null))
        .isInstanceOf(UaException.class);
    assertThatThrownBy(() -> nobody().validateCertificateChain(List.of(), null, null))
        .isInstanceOf(UaException.class);
  }

  @Test
  void trustsByFingerprintAndNoOtherCertificateOfTheSameName() throws Exception {
    KeyPair others = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    X509Certificate impostor = TestServer.certificate(others);
    TrustedServers one =
        new TrustedServers(List.of(Fingerprint.sha256(TestServer.CERTIFICATE)), folder);

    one.validateCertificateChain(List.of(TestServer.CERTIFICATE), null, null);

    assertThat(one.trusts(impostor)).isFalse();
    assertThatThrownBy(
            () ->
                one.validateCertificateChain(List.of(impostor, TestServer.CERTIFICATE), null, null))
        .isInstanceOf(UaException.class);
  }

  @Test
  void trustsAFileInItsFolderAndPassesOverRubbish() throws Exception {
    Files.createDirectories(folder.resolve("trusted"));
    Files.writeString(folder.resolve("trusted").resolve("readme.txt"), "not a certificate");
    Files.write(
        folder.resolve("trusted").resolve("plant.der"), TestServer.CERTIFICATE.getEncoded());

    assertThat(nobody().trusts(TestServer.CERTIFICATE)).isTrue();
  }

  @Test
  void keepsTheRejectedAndSaysWhereToMoveIt() {
    String remedy = nobody().reject(TestServer.CERTIFICATE);

    Path kept =
        folder.resolve("rejected").resolve(Fingerprint.sha256(TestServer.CERTIFICATE) + ".der");
    assertThat(kept).exists();
    assertThat(remedy).contains(kept.toString(), folder.resolve("trusted").toString());
  }

  @Test
  void doesNotLetAChangingServerFillTheDisk() throws Exception {
    Files.createDirectories(folder.resolve("rejected"));
    for (int i = 0; i < 20; i++) {
      Files.writeString(folder.resolve("rejected").resolve(i + ".der"), "");
    }

    nobody().reject(TestServer.CERTIFICATE);

    try (var files = Files.list(folder.resolve("rejected"))) {
      assertThat(files).hasSize(20);
    }
  }
}
