package dev.penstock.gateway.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses what no honest page or scraper asks. A name that a foreign web site points at this
 * machine (DNS rebinding) shows in the Host header, a request that a foreign web site makes shows
 * in Sec-Fetch-Site.
 */
final class Gatekeeper {

  private final ConsoleSettings settings;

  Gatekeeper(ConsoleSettings settings) {
    this.settings = settings;
  }

  Optional<Answer> refusal(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(
          Answer.text(HttpResponseStatus.BAD_REQUEST, "This is not HTTP/1.1, or too long."));
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      return Optional.of(
          Answer.text(
                  HttpResponseStatus.METHOD_NOT_ALLOWED,
                  "The console only shows: use GET or HEAD. Commands go through the command gate.")
              .with(HttpHeaderNames.ALLOW, "GET, HEAD"));
    }
    if (!isOurs(hostOf(request))) {
      return Optional.of(
          Answer.text(
              HttpResponseStatus.MISDIRECTED_REQUEST,
              "This console does not answer to that name. Use http://127.0.0.1, or add the name"
                  + " to console.names."));
    }
    return isFromElsewhere(request)
        ? Optional.of(
            Answer.text(HttpResponseStatus.FORBIDDEN, "Other web sites may not read the console."))
        : Optional.empty();
  }

  /** The port does not matter: an SSH tunnel has another one. */
  private boolean isOurs(String host) {
    return ConsoleSettings.isLoopback(host)
        || settings.names().contains(host)
        || (settings.remote() && ConsoleSettings.isAddress(host));
  }

  static String hostOf(HttpRequest request) {
    String host = request.headers().get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      return host.contains("]") ? host.substring(1, host.indexOf(']')) : host;
    }
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** Following a link from another site to the page is fine. */
  private static boolean isFromElsewhere(HttpRequest request) {
    String site = request.headers().get("Sec-Fetch-Site", "none");
    boolean follows = request.headers().get("Sec-Fetch-Mode", "").equals("navigate");
    return (site.equals("cross-site") || site.equals("same-site")) && !follows;
  }
}
