package dev.penstock.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnJavaTest {

  @Test
  void givesAGatewayTheHeapThatTheLauncherGivesIt() {
    assertThat(Path.of("../../penstock"))
        .content()
        .contains("run) heap='" + String.join(" ", OwnJava.GATEWAY_HEAP) + "'");
    assertThat(OwnJava.command()).containsAll(OwnJava.GATEWAY_HEAP).contains("-cp");
  }
}
