package dev.penstock.gateway.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FakeGateway gateway = new FakeGateway(InstantSource.system(), 400);
  private final Console console =
      new Console(new ConsoleSettings("127.0.0.1", 0, false, Set.of(), 2), gateway);
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  @BeforeEach
  void open() throws Exception {
    console.start();
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void servesThePageAndTrustsNothingButItself() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).startsWith("<!doctype html>");
    assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(page, "Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void servesItsModulesAndTheChartLibraryFromTheClassPath() throws Exception {
    assertThat(get("/assets/main.js").body()).contains("import { Feed }");
    assertThat(get("/assets/console.css").statusCode()).isEqualTo(200);
    assertThat(get("/favicon.ico").body()).startsWith("<svg");
    HttpResponse<String> chart = get("/assets/chart.umd.js");
    assertThat(chart.statusCode()).isEqualTo(200);
    assertThat(chart.body()).contains("Chart.js v4");
  }

  @Test
  void sendsAFileAgainOnlyWhenItChanged() throws Exception {
    String tag = header(get("/assets/main.js"), "ETag");
    HttpResponse<String> again =
        client.send(
            request("/assets/main.js").header("If-None-Match", tag).build(),
            BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void tellsStatusMetricsAndHealth() throws Exception {
    HttpResponse<String> status = get("/api/status");
    assertThat(header(status, "Content-Type")).isEqualTo("application/json");
    assertThat(status.body()).startsWith("{\"taken_at_ms\":").contains("\"depth\":1304");
    HttpResponse<String> metrics = get("/metrics");
    assertThat(header(metrics, "Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body()).contains("penstock_journal_rows 184223");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("ready\n");
  }

  @Test
  void saysWhyItIsNotReady() throws Exception {
    gateway.readiness = new Condition(Health.FAULT, "not ready", "the journal is not open");
    HttpResponse<String> answer = get("/readyz");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("not ready: the journal is not open\n");
  }

  @Test
  void answersAHeadLikeAGetWithoutBody() throws Exception {
    HttpResponse<String> head =
        client.send(
            request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(Integer.parseInt(header(head, "Content-Length")))
        .isEqualTo(get("/").body().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void refusesToChangeAnything() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/api/status").POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void saysClearlyThatAPageDoesNotExist() throws Exception {
    HttpResponse<String> answer = get("/no/%3Cscript%3E");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/no/&lt;script&gt;").doesNotContain("<script>");
    assertThat(get("/assets/..%2fConsole.class").statusCode()).isEqualTo(404);
    assertThat(get("/assets/index.html").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesForeignNamesOversizedRequestsAndNonsense() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")).startsWith("HTTP/1.1 421 ");
    assertThat(raw("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void refusesToBeReadByOtherSites() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/api/status").header("Sec-Fetch-Site", "cross-site").build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void streamsEverythingFirstAndThenChanges() throws Exception {
    try (Socket socket = ask("/events")) {
      BufferedReader events = linesOf(socket);
      assertThat(next(events, "event: ")).isEqualTo("all");
      assertThat(next(events, "data: ")).contains("\"path\":\"tanks/tank1Level\"");
      assertThat(next(events, "event: ")).isEqualTo("changes");
      assertThat(next(events, "data: ")).contains("\"changed\":[{\"index\":");
    }
  }

  @Test
  void remembersTheLastMinutesForAPageThatOpensNow() throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get("/api/history?point=tanks%2Ftank1Level").body())
                    .matches("\\{\"times_ms\":\\[\\d+(,\\d+)+],\"series\":\\{\"tanks/.*}}"));
    assertThat(get("/api/history").statusCode()).isEqualTo(400);
  }

  @Test
  void dropsAReaderThatDoesNotReadAndGivesItsPlaceToOthers() throws Exception {
    try (Socket first = slow();
        Socket second = slow()) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      await().atMost(PATIENCE).until(() -> statusOf("/events") == 503);
      await().atMost(PATIENCE).until(() -> statusOf("/events") == 200);
    }
  }

  @Test
  void tellsNothingWhileTheGatewayFailsAndGoesOnAfterwards() throws Exception {
    try (Socket socket = ask("/events")) {
      BufferedReader events = linesOf(socket);
      next(events, "data: ");
      gateway.broken = true;
      assertThat(get("/api/status").statusCode()).isEqualTo(503);
      assertThat(get("/healthz").statusCode()).isEqualTo(200);
      gateway.broken = false;
      assertThat(next(events, "data: ")).contains("\"taken_at_ms\"");
    }
  }

  @Test
  void namesTheRemedyWhenThePortIsTaken() {
    int port = console.address().getPort();
    Console second = new Console(ConsoleSettings.loopback(port), gateway);
    assertThatThrownBy(second::start)
        .isInstanceOf(ConsoleStartException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("console.port");
  }

  @Test
  void freesItsPortAndEndsItsStreamsWhenClosed() throws Exception {
    int port = console.address().getPort();
    try (Socket socket = ask("/events")) {
      BufferedReader events = linesOf(socket);
      next(events, "data: ");
      console.close();
      assertThat(events.lines().filter(line -> line.startsWith("x")).count()).isZero();
    }
    try (Console next = new Console(ConsoleSettings.loopback(port), gateway)) {
      next.start();
      assertThat(next.uri()).isEqualTo(URI.create("http://127.0.0.1:" + port + "/"));
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(PATIENCE);
  }

  private int port() {
    return console.address().getPort();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  /** A connection that has asked, with room for hardly anything, and that never reads. */
  private Socket slow() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(console.address());
    write(socket, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return socket;
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    write(socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return socket;
  }

  private int statusOf(String path) throws IOException {
    try (Socket socket = ask(path)) {
      return Integer.parseInt(linesOf(socket).readLine().split(" ", -1)[1]);
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      write(socket, request);
      return linesOf(socket).readLine();
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private static BufferedReader linesOf(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The rest of the next line that begins so. */
  private static String next(BufferedReader lines, String beginning) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = lines.readLine();
    }
    return line == null ? "end of stream" : line.substring(beginning.length());
  }
}
