package dev.penstock.drivers.opcua;

import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.tinylog.Logger;

/**
 * What this gateway shows to a server: made once, kept in {@code own/}, the same after a restart,
 * so that a server that trusted it once goes on.
 *
 * @param file the certificate, for the technician to carry to the server
 */
record OwnCertificate(String applicationUri, KeyPair keys, X509Certificate certificate, Path file) {

  private static final int KEY_BITS = 2048;

  /** Fixed dates: the clock of a box that has not synchronised yet must not end up in it. */
  private static final Date FROM = Date.from(Instant.parse("2024-01-01T00:00:00Z"));

  private static final Date TO = Date.from(Instant.parse("2049-12-31T00:00:00Z"));

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  static OwnCertificate of(String device, Path folder) throws DeviceException {
    try {
      return in(folder, device);
    } catch (IOException e) {
      throw new DeviceException(
          Kind.CONFIG,
          "the folder " + folder + " cannot hold certificates: " + e + ": make it writeable",
          e);
    } catch (GeneralSecurityException e) {
      throw new DeviceException(
          Kind.CONFIG,
          "the certificate in "
              + folder.resolve("own")
              + " cannot be used: "
              + e.getMessage()
              + ": remove both files there, and a new one is made",
          e);
    }
  }

  private static OwnCertificate in(Path folder, String device)
      throws IOException, GeneralSecurityException {
    Path own = folder.resolve("own");
    Path key = own.resolve("key.p8");
    Path certificate = own.resolve("certificate.der");
    String uri = "urn:penstock:opcua:" + device;
    if (!Files.exists(key) || !Files.exists(certificate)) {
      Files.createDirectories(own);
      make(uri, device, key, certificate);
    }
    return read(uri, key, certificate);
  }

  private static void make(String uri, String device, Path keyFile, Path certificateFile)
      throws IOException, GeneralSecurityException {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
    X509Certificate certificate = sign(uri, device, keys);
    write(keyFile, keys.getPrivate().getEncoded());
    write(certificateFile, certificate.getEncoded());
    Logger.info(
        "Made a certificate for OPC UA; device={} fingerprint={} file={}",
        device,
        Fingerprint.sha256(certificate),
        certificateFile);
  }

  private static X509Certificate sign(String uri, String device, KeyPair keys)
      throws GeneralSecurityException {
    try {
      return new SelfSignedCertificateGenerator()
          .generateSelfSigned(
              keys,
              FROM,
              TO,
              "Penstock " + device,
              "Penstock",
              null,
              null,
              null,
              null,
              uri,
              List.of(),
              List.of(),
              SelfSignedCertificateBuilder.SA_SHA256_RSA);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new GeneralSecurityException("the certificate could not be made", e);
    }
  }

  private static OwnCertificate read(String uri, Path keyFile, Path certificateFile)
      throws IOException, GeneralSecurityException {
    byte[] encoded = Files.readAllBytes(certificateFile);
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    var key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(keyFile)));
    return new OwnCertificate(
        uri, new KeyPair(certificate.getPublicKey(), key), certificate, certificateFile);
  }

  /** The file exists complete or not at all, readable by its owner alone. */
  private static void write(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh);
    if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(fresh, OWNER_ONLY);
    }
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
