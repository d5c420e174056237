package dev.penstock.gateway.demo;

import dev.penstock.gateway.demo.plant.PlantServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * Does what a technician does: carries the certificate that the gateway has made to the plant,
 * which lets nobody in whom it does not know.
 */
final class CertificateCourier {

  private final Path file;
  private boolean delivered;

  /**
   * A courier.
   *
   * @param gatewayData the gateway's data folder
   */
  CertificateCourier(Path gatewayData, String device) {
    this.file = gatewayData.resolve(Path.of("devices", device, "own", "certificate.der"));
  }

  /** Carries it as soon as it is there; to be called again until it is. */
  boolean deliver(PlantServer plant) throws IOException {
    if (!delivered && Files.exists(file)) {
      plant.trust(read());
      delivered = true;
    }
    return delivered;
  }

  private X509Certificate read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException e) {
      throw new IOException(file + " is no certificate: " + e.getMessage(), e);
    }
  }
}
