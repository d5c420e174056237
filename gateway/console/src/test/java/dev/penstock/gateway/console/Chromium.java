package dev.penstock.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page of a headless Chromium, driven by its own DevTools protocol. */
final class Chromium {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--remote-debugging-port=0");
  private static final Pattern ENDPOINT = Pattern.compile("listening on ws://([^/]+)/");
  private static final Pattern PAGE =
      Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"(ws://[^\"]+/page/[^\"]+)\"");

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
  private final List<String> events = new CopyOnWriteArrayList<>();

  private Chromium(Process process, URI page) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Ear()).join();
  }

  static Chromium start(Path profile) throws IOException, InterruptedException {
    List<String> command =
        Stream.of(
                Stream.of(executable().getPath()),
                FLAGS.stream(),
                Stream.of("--user-data-dir=" + profile, "about:blank"))
            .flatMap(part -> part)
            .toList();
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    return new Chromium(process, pageAt(endpoint(process)));
  }

  private static File executable() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "This test looks at the page in Chromium, which is not on the PATH: install"
                        + " the package \"chromium\" (Debian: apt-get install chromium)."));
  }

  private static String endpoint(Process process) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      Matcher endpoint = ENDPOINT.matcher(said.append(line).append('\n'));
      if (endpoint.find()) {
        drain(errors);
        return endpoint.group(1);
      }
    }
    throw new AssertionError("Chromium did not start:\n" + said);
  }

  private static void drain(BufferedReader errors) {
    Thread drain = new Thread(() -> errors.lines().forEach(line -> {}), "chromium-stderr");
    drain.setDaemon(true);
    drain.start();
  }

  private static URI pageAt(String endpoint) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + endpoint + "/json/list")).build();
    String pages = HttpClient.newHttpClient().send(request, BodyHandlers.ofString(UTF_8)).body();
    Matcher page = PAGE.matcher(pages);
    if (!page.find()) {
      throw new AssertionError("Chromium has no page: " + pages);
    }
    return URI.create(page.group(1));
  }

  /** Sends a command and gives the whole answer. */
  String send(String method, String params) {
    int id = ids.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String message = "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, params);
    socket.sendText(message, true).join();
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** The expression's value as a string. */
  String evaluate(String expression) {
    String wrapped = "encodeURIComponent(String(" + expression + "))";
    String params = "{\"expression\":" + new JsonText().value(wrapped) + "}";
    String answer = send("Runtime.evaluate", params);
    Matcher value = Pattern.compile("\"value\":\"([^\"]*)\"").matcher(answer);
    if (!value.find()) {
      throw new AssertionError(expression + " → " + answer);
    }
    return URLDecoder.decode(value.group(1).replace("+", "%2B"), UTF_8);
  }

  void open(URI address, int width, int height, String scheme) {
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", "{}");
    }
    send(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b}"
            .formatted(width, height, width < 500));
    send(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]}");
    send("Page.navigate", "{\"url\":\"" + address + "\"}");
  }

  void screenshot(Path file) throws IOException {
    String answer = send("Page.captureScreenshot", "{\"format\":\"png\"}");
    Matcher data = Pattern.compile("\"data\":\"([^\"]*)\"").matcher(answer);
    if (!data.find()) {
      throw new AssertionError("no screenshot: " + answer);
    }
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data.group(1)));
  }

  /** What the page complained about: exceptions, errors on its console, failed loads. */
  List<String> complaints() {
    return events.stream()
        .filter(
            event ->
                event.contains("\"method\":\"Runtime.exceptionThrown\"")
                    || event.contains("\"method\":\"Log.entryAdded\"")
                    || event.contains("\"method\":\"Network.loadingFailed\"")
                    || (event.contains("\"method\":\"Runtime.consoleAPICalled\"")
                        && event.contains("\"type\":\"error\"")))
        .toList();
  }

  /** Every address the page asked for. */
  List<String> requested() {
    Pattern url = Pattern.compile("\"request\":\\{\"url\":\"([^\"]*)\"");
    return events.stream()
        .filter(event -> event.contains("\"method\":\"Network.requestWillBeSent\""))
        .map(url::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  void close() throws InterruptedException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private final class Ear implements WebSocket.Listener {

    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        take(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(String whole) {
      Matcher id = ID.matcher(whole);
      if (id.find()) {
        answers.remove(Integer.parseInt(id.group(1))).complete(whole);
      } else {
        events.add(whole);
      }
    }
  }
}
