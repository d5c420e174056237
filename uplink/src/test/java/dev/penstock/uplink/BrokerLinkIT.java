package dev.penstock.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.testkit.FakeTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BrokerLinkIT {

  private final FakeTime time = new FakeTime();

  @Test
  @Timeout(20)
  void whoTakesTheConnectionAndSaysNothingIsLeftAndTriedAgain() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        BrokerLink link = link(silent.getLocalPort())) {
      link.tick();
      assertThat(silent.accept().isConnected()).isTrue();
      time.pass(Duration.ofSeconds(19));
      link.tick();
      assertThat(link.state()).isEqualTo(BrokerLink.State.CONNECTING);

      time.pass(Duration.ofSeconds(1));
      link.tick();
      assertThat(link.state()).isEqualTo(BrokerLink.State.WAITING);
      assertThat(link.why()).contains("does not answer");

      time.pass(Duration.ofSeconds(60));
      link.tick();
      assertThat(silent.accept().isConnected()).isTrue();
      assertThat(link.state()).isEqualTo(BrokerLink.State.CONNECTING);
    }
  }

  private BrokerLink link(int port) {
    return new BrokerLink(
        new BrokerSettings(
            URI.create("tcp://127.0.0.1:" + port),
            null,
            null,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new BrokerLink.Identity("gateway", 0, List.of("acks")),
        time.clocks().mono(),
        (topic, payload, retained) -> {},
        () -> {});
  }
}
