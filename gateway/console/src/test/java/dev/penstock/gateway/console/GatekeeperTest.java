package dev.penstock.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatekeeperTest {

  private final Gatekeeper local = new Gatekeeper(ConsoleSettings.loopback(8090));

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:8090", "127.0.0.1:1", "127.8.9.1", "[::1]:8090", "[::1]"})
  void letsLoopbackNamesInWithAnyPort(String host) {
    assertThat(statusFor(local, host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example:8090",
        "127.0.0.1.evil.example",
        "127.evil.example",
        "192.168.1.20",
        "[::1",
        "[fe80::1]:8090"
      })
  void refusesNamesThatSomebodyElsePointsHere(String host) {
    assertThat(statusFor(local, host)).isEqualTo(421);
  }

  @Test
  void letsConfiguredNamesInWhateverTheirCase() {
    ConsoleSettings settings =
        new ConsoleSettings("127.0.0.1", 0, false, Set.of("Gate.Plant.example"), 4);
    assertThat(statusFor(new Gatekeeper(settings), "gate.plant.example:8090")).isEqualTo(200);
    assertThat(statusFor(new Gatekeeper(settings), "other.plant.example")).isEqualTo(421);
  }

  @Test
  void whenOpenToOthersItsAddressesAreItsNames() {
    Gatekeeper remote = new Gatekeeper(new ConsoleSettings("0.0.0.0", 0, true, Set.of(), 4));
    assertThat(statusFor(remote, "192.168.1.20:8090")).isEqualTo(200);
    assertThat(statusFor(remote, "[fe80::1]")).isEqualTo(200);
    assertThat(statusFor(remote, "evil.example")).isEqualTo(421);
  }

  @Test
  void refusesARequestWithoutAHost() {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    assertThat(status(local, request)).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"})
  void refusesEveryMethodThatCouldChangeSomething(String method) {
    HttpRequest request = request("localhost");
    request.setMethod(HttpMethod.valueOf(method));
    assertThat(status(local, request)).isEqualTo(405);
  }

  @Test
  void otherSitesMayLinkToThePageButNotReadFromIt() {
    HttpRequest read = request("localhost");
    read.headers().set("Sec-Fetch-Site", "cross-site").set("Sec-Fetch-Mode", "no-cors");
    assertThat(status(local, read)).isEqualTo(403);
    HttpRequest link = request("localhost");
    link.headers().set("Sec-Fetch-Site", "cross-site").set("Sec-Fetch-Mode", "navigate");
    assertThat(status(local, link)).isEqualTo(200);
    HttpRequest own = request("localhost");
    own.headers().set("Sec-Fetch-Site", "same-origin").set("Sec-Fetch-Mode", "cors");
    assertThat(status(local, own)).isEqualTo(200);
  }

  private static int statusFor(Gatekeeper gatekeeper, String host) {
    return status(gatekeeper, request(host));
  }

  private static HttpRequest request(String host) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    request.headers().set("Host", host);
    return request;
  }

  private static int status(Gatekeeper gatekeeper, HttpRequest request) {
    return gatekeeper.refusal(request).map(no -> no.response(true).status().code()).orElse(200);
  }
}
