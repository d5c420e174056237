package dev.penstock.gateway.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;

/** What is at which path, all but the live stream. */
final class Routes {

  private static final int MAX_SERIES = 16;
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final ConsoleBackend backend;
  private final TrendHistory history;
  private final PageAssets assets = new PageAssets();

  Routes(ConsoleBackend backend, TrendHistory history) {
    this.backend = backend;
    this.history = history;
  }

  Answer answer(HttpRequest request) {
    QueryStringDecoder query = new QueryStringDecoder(request.uri(), true);
    return switch (query.path()) {
      case "/api/status" ->
          Answer.json(HttpResponseStatus.OK, SnapshotJson.full(backend.snapshot()));
      case "/api/history" -> history(query.parameters().getOrDefault("point", List.of()));
      case "/metrics" -> Answer.of(HttpResponseStatus.OK, PROMETHEUS, backend.metrics());
      case "/healthz" -> Answer.text(HttpResponseStatus.OK, "alive");
      case "/readyz" -> readiness(backend.readiness());
      default -> asset(query.path(), request.headers().get(HttpHeaderNames.IF_NONE_MATCH, ""));
    };
  }

  private Answer history(List<String> paths) {
    return paths.isEmpty() || paths.size() > MAX_SERIES
        ? Answer.text(
            HttpResponseStatus.BAD_REQUEST,
            "Ask for 1 to " + MAX_SERIES + " points: /api/history?point=device/point&point=…")
        : Answer.json(HttpResponseStatus.OK, history.json(paths));
  }

  private static Answer readiness(Condition condition) {
    return Answer.text(
        condition.isOk() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
        condition.reason().isEmpty()
            ? condition.state()
            : condition.state() + ": " + condition.reason());
  }

  /**
   * Browsers keep a file, but ask each time whether it is still the same: an update shows at once.
   */
  private Answer asset(String path, String known) {
    PageAssets.Asset asset = assets.find(path);
    if (asset == null) {
      return notFound(path);
    }
    Answer answer =
        known.equals(asset.tag())
            ? Answer.of(HttpResponseStatus.NOT_MODIFIED, asset.type(), "")
            : Answer.of(HttpResponseStatus.OK, asset.type(), asset.content());
    return answer
        .with(HttpHeaderNames.ETAG, asset.tag())
        .with(HttpHeaderNames.CACHE_CONTROL, "no-cache");
  }

  private static Answer notFound(String path) {
    return Answer.of(
        HttpResponseStatus.NOT_FOUND,
        "text/html; charset=utf-8",
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Not found · Penstock</title>
        <link rel="stylesheet" href="/assets/console.css">
        <main class="lost">
        <h1>Nothing here</h1>
        <p>The console has no page <code>%s</code>.</p>
        <p><a href="/">Go to the overview</a></p>
        </main>
        """
            .formatted(escaped(path)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
