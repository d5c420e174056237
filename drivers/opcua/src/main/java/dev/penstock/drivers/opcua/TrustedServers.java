package dev.penstock.drivers.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The server certificates that a person has trusted, one by one: by fingerprint in the settings, or
 * by a file in {@code trusted/}. Any other is refused and kept in {@code rejected/}.
 *
 * <p>Who issued a certificate and when it expires is not judged: a box without a battery clock
 * starts in 1970, and a person who compared a fingerprint meant this certificate.
 */
final class TrustedServers implements CertificateValidator {

  /** A server that shows a new certificate each time must not fill the disk. */
  private static final int MAX_REJECTED = 20;

  private final List<String> fingerprints;
  private final Path trusted;
  private final Path rejected;

  TrustedServers(List<String> fingerprints, Path folder) {
    this.fingerprints = fingerprints;
    this.trusted = folder.resolve("trusted");
    this.rejected = folder.resolve("rejected");
  }

  boolean trusts(X509Certificate certificate) {
    return fingerprints.contains(Fingerprint.sha256(certificate))
        || fingerprints.contains(Fingerprint.sha1(certificate))
        || files(trusted).stream().anyMatch(file -> certificate.equals(read(file)));
  }

  /** Keeps it for the technician; returns the file, or what went wrong, as part of a sentence. */
  String reject(X509Certificate certificate) {
    Path file = rejected.resolve(Fingerprint.sha256(certificate) + ".der");
    try {
      Files.createDirectories(trusted);
      Files.createDirectories(rejected);
      if (!Files.exists(file) && files(rejected).size() < MAX_REJECTED) {
        Files.write(file, certificate.getEncoded());
      }
    } catch (IOException | CertificateException e) {
      Logger.warn("A rejected certificate could not be kept; file={} cause={}", file, e.toString());
    }
    return "move " + file + " to " + trusted;
  }

  @Override
  public void validateCertificateChain(
      List<X509Certificate> chain,
      @Nullable String applicationUri,
      String @Nullable [] validHostnames)
      throws UaException {
    if (chain.isEmpty() || !trusts(chain.get(0))) {
      throw new UaException(
          StatusCodes.Bad_CertificateUntrusted, "the server's certificate is not trusted");
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      Logger.warn("A folder could not be read; folder={} cause={}", folder, e.toString());
      return List.of();
    }
  }

  private static @Nullable X509Certificate read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | CertificateException e) {
      Logger.warn("Not a certificate (DER or PEM); file={}", file);
      return null;
    }
  }
}
