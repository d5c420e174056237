package dev.penstock.gateway.demo.plant;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Period;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;

/**
 * The server's key and certificate. Made once, then read from {@code plant.key} (PKCS#8, only the
 * owner may read it) and {@code plant.crt} (DER), so that a client keeps its trust over restarts.
 *
 * @param privateKey RSA, 2048 bits
 * @param certificate self-signed
 */
record PlantKeys(PrivateKey privateKey, X509Certificate certificate) {

  private static final String KEY_FILE = "plant.key";
  private static final String CERTIFICATE_FILE = "plant.crt";

  static PlantKeys loadOrCreate(Path folder) throws IOException {
    try {
      return Files.exists(folder.resolve(CERTIFICATE_FILE)) ? load(folder) : create(folder);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "the plant's key in " + folder + " cannot be used; delete the folder to make a new one",
          e);
    }
  }

  KeyPair pair() {
    return new KeyPair(certificate.getPublicKey(), privateKey);
  }

  static X509Certificate readCertificate(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is no X.509 certificate", e);
    }
  }

  private static PlantKeys load(Path folder) throws IOException, GeneralSecurityException {
    byte[] encoded = Files.readAllBytes(folder.resolve(KEY_FILE));
    PrivateKey key =
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    return new PlantKeys(key, readCertificate(folder.resolve(CERTIFICATE_FILE)));
  }

  private static PlantKeys create(Path folder) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = selfSigned(pair);
    write(folder.resolve(KEY_FILE), pair.getPrivate().getEncoded());
    write(folder.resolve(CERTIFICATE_FILE), certificate.getEncoded());
    return new PlantKeys(pair.getPrivate(), certificate);
  }

  private static X509Certificate selfSigned(KeyPair pair) throws GeneralSecurityException {
    try {
      return new SelfSignedCertificateBuilder(pair)
          .setCommonName("Penstock demo plant")
          .setOrganization("Penstock demo")
          .setApplicationUri(PlantServer.APPLICATION_URI)
          .setValidityPeriod(Period.ofYears(10))
          .addDnsName("localhost")
          .addIpAddress(PlantServer.HOST)
          .build();
    } catch (GeneralSecurityException e) {
      throw e;
    } catch (Exception e) {
      throw new GeneralSecurityException("the plant's certificate cannot be made", e);
    }
  }

  /** Whole or not at all: a half-written key would be found by the next start. */
  private static void write(Path file, byte[] content) throws IOException {
    Path part =
        Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part", ownerOnly());
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
