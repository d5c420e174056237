package dev.penstock.drivers.mqtt;

import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to believe that a broker is the one; read again at each connection. */
final class Authorities {

  private Authorities() {}

  static SSLSocketFactory sockets(MqttSettings settings) throws DeviceException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, settings.ca().isPresent() ? believing(settings.ca().get()) : null, null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new DeviceException(
          Kind.CONFIG,
          "ca: "
              + settings.ca().map(Path::toString).orElse("Java's own")
              + " cannot be used: "
              + e
              + ": give a PEM file with certificates",
          e);
    }
  }

  private static TrustManager @Nullable [] believing(Path pem)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : read(pem)) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    if (number == 0) {
      throw new GeneralSecurityException("it holds no certificate");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> read(Path pem)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }
}
