package dev.penstock.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSettingsTest {

  @Test
  void listensOnLoopbackUnlessToldOtherwise() {
    assertThat(ConsoleSettings.DEFAULT.host()).isEqualTo("127.0.0.1");
    assertThat(ConsoleSettings.DEFAULT.port()).isEqualTo(8090);
    assertThat(ConsoleSettings.DEFAULT.remote()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.1.20", "::"})
  void opensToOthersOnlyWhenThatIsSaidOutright(String host) {
    assertThatThrownBy(() -> new ConsoleSettings(host, 8090, false, Set.of(), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("console.host " + host)
        .hasMessageContaining("console.remote: true");
    assertThat(new ConsoleSettings(host, 8090, true, Set.of(), 4).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gate.example", "127.0.0.300", "http://127.0.0.1"})
  void refusesAHostThatIsNoAddress(String host) {
    assertThatThrownBy(() -> new ConsoleSettings(host, 8090, true, Set.of(), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("console.host");
  }

  @Test
  void refusesPortsAndStreamsOutOfRange() {
    assertThatThrownBy(() -> ConsoleSettings.loopback(70_000))
        .hasMessage("console.port must be 0 to 65535, not 70000");
    assertThatThrownBy(() -> new ConsoleSettings("::1", 1, false, Set.of(), 0))
        .hasMessage("console.streams must be 1 to 64, not 0");
  }

  @Test
  void namesTheRemedyWhenItCannotListenInWhateverLanguageTheSystemSpeaks() {
    BindException cause = new BindException("Die Adresse wird bereits verwendet");
    assertThat(ConsoleStartException.of(ConsoleSettings.loopback(8090), cause))
        .hasMessageContaining("127.0.0.1:8090 is in use by another program")
        .hasMessageContaining("console.port")
        .hasCause(cause);
    assertThat(ConsoleStartException.of(ConsoleSettings.loopback(80), cause))
        .hasMessageContaining("127.0.0.1:80 is in use, or needs privileges");
    ConsoleSettings elsewhere = new ConsoleSettings("192.0.2.1", 8090, true, Set.of(), 4);
    assertThat(ConsoleStartException.of(elsewhere, cause))
        .hasMessageContaining("192.0.2.1:8090, which is no address of this machine")
        .hasMessageContaining("console.host");
  }
}
