package dev.penstock.gateway.demo.plant;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** A client application's key and certificate. */
record ClientIdentity(KeyPair keys, X509Certificate certificate) {

  static final String APPLICATION_URI = "urn:penstock:demo:plant:test-client";

  static ClientIdentity create() throws Exception {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    return new ClientIdentity(
        keys,
        new SelfSignedCertificateBuilder(keys)
            .setCommonName("test client")
            .setApplicationUri(APPLICATION_URI)
            .build());
  }
}
