package dev.penstock.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class BrokerTlsTest {

  @Test
  void aSocketSpeaksTls13AloneAndSendsAtOnce() throws Exception {
    BrokerSettings broker =
        new BrokerSettings(
            URI.create("ssl://127.0.0.1:8883"),
            null,
            null,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    try (Socket socket = BrokerTls.sockets(broker).createSocket()) {
      assertThat(((SSLSocket) socket).getEnabledProtocols()).containsExactly("TLSv1.3");
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }
}
