package dev.penstock.gateway.demo.plant;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateStore;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;

/**
 * Which clients the plant lets in: those whose certificate lies in the folder {@code trusted} at
 * the start, or is trusted later. Everybody else is refused and kept in the list of the rejected.
 */
final class PlantTrust {

  private static final Set<ValidationCheck> CHECKS =
      Set.of(
          ValidationCheck.VALIDITY,
          ValidationCheck.KEY_USAGE_END_ENTITY,
          ValidationCheck.APPLICATION_URI);

  private final Path folder;
  private final MemoryTrustListManager trusted = new MemoryTrustListManager();
  private final MemoryCertificateQuarantine rejected = new MemoryCertificateQuarantine();

  /**
   * Reads every {@code .crt}, {@code .der} and {@code .pem} of the folder, which is created if
   * absent.
   */
  PlantTrust(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{crt,der,pem}")) {
      for (Path file : files) {
        trusted.addTrustedCertificate(PlantKeys.readCertificate(file));
      }
    }
  }

  /** Lets a client in from its next attempt on, also after a restart. */
  void trust(X509Certificate certificate) throws IOException {
    try {
      byte[] encoded = certificate.getEncoded();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      Files.write(folder.resolve(HexFormat.of().formatHex(digest) + ".crt"), encoded);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be encoded", e);
    }
    trusted.addTrustedCertificate(certificate);
    rejected.removeRejectedCertificate(certificate);
  }

  /** Each once, however often it tried. */
  List<X509Certificate> rejected() {
    return rejected.getRejectedCertificates().stream().distinct().toList();
  }

  /** What Milo's server asks: our one certificate, and this trust list. */
  CertificateManager certificateManager(PlantKeys keys) throws IOException {
    try {
      return new DefaultCertificateManager(rejected, group(keys));
    } catch (Exception e) {
      throw new IOException("the plant's certificate cannot be used; delete its folder", e);
    }
  }

  private DefaultApplicationGroup group(PlantKeys keys) throws Exception {
    MemoryCertificateStore store = new MemoryCertificateStore();
    X509Certificate[] chain = {keys.certificate()};
    store.set(
        NodeIds.RsaSha256ApplicationCertificateType,
        new CertificateStore.Entry(keys.privateKey(), chain));
    RsaSha256CertificateFactory same =
        new RsaSha256CertificateFactory() {
          @Override
          protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
            return chain.clone();
          }
        };
    return DefaultApplicationGroup.createAndInitialize(
        trusted, store, same, new DefaultServerCertificateValidator(trusted, CHECKS, rejected));
  }
}
