package dev.penstock.contract.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS as the settings want it. Certificates and keys are files, read anew for each connection;
 * {@link #stamp} tells when one was renewed.
 */
public final class BrokerTls {

  static final String PROTOCOL = "TLSv1.3";
  private static final char[] NO_PASSWORD = {};

  private BrokerTls() {}

  /**
   * Sockets to a broker, plain or TLS 1.3 as its address says; both send at once.
   *
   * @throws IllegalArgumentException naming the file that cannot be used
   */
  public static SocketFactory sockets(BrokerSettings broker) {
    return broker.tls() ? encrypted(broker) : new PromptSockets();
  }

  private static SSLSocketFactory encrypted(BrokerSettings broker) {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(keys(broker), authorities(broker.ca()), null);
      return new OnlyTls13(context.getSocketFactory());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** When its files were last written, in milliseconds; another number is another certificate. */
  public static long stamp(BrokerSettings broker) {
    return Stream.of(broker.ca(), broker.certificate(), broker.key())
        .flatMap(Optional::stream)
        .mapToLong(file -> file.toFile().lastModified())
        .reduce(0, (sum, written) -> sum * 31 + written);
  }

  private static TrustManager @Nullable [] authorities(Optional<Path> ca)
      throws GeneralSecurityException, IOException {
    if (ca.isEmpty()) {
      return null;
    }
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates("broker.ca", ca.get())) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(BrokerSettings broker)
      throws GeneralSecurityException, IOException {
    if (broker.certificate().isEmpty() || broker.key().isEmpty()) {
      return null;
    }
    Certificate[] chain =
        certificates("broker.certificate", broker.certificate().get()).toArray(Certificate[]::new);
    KeyStore store = empty();
    store.setKeyEntry("client", privateKey(broker.key().get()), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String key, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(key + ": no certificate in " + file);
      }
      return found;
    } catch (IOException e) {
      throw new IllegalArgumentException(key + ": cannot read " + file + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(key + ": no PEM certificate in " + file, e);
    }
  }

  private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pem(file));
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // Of another algorithm.
      }
    }
    throw new IllegalArgumentException("broker.key: no key that Java knows in " + file);
  }

  private static byte[] pem(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      int begin = text.indexOf("-----BEGIN PRIVATE KEY-----");
      int end = text.indexOf("-----END PRIVATE KEY-----");
      if (begin < 0 || end < begin) {
        throw new IllegalArgumentException(
            "broker.key: " + file + " is not a PKCS #8 PEM file (BEGIN PRIVATE KEY)");
      }
      return Base64.getMimeDecoder().decode(text.substring(begin + 27, end));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "broker.key: cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
