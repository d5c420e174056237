package dev.penstock.drivers.opcua;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** The short name of a certificate that people compare. */
final class Fingerprint {

  private Fingerprint() {}

  static String sha256(X509Certificate certificate) {
    return of("SHA-256", certificate);
  }

  static String sha1(X509Certificate certificate) {
    return of("SHA-1", certificate);
  }

  private static String of(String algorithm, X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed can be encoded", e);
    }
  }
}
