package dev.penstock.gateway.demo;

import dev.penstock.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the gateway's console what the gateway says of itself. */
final class ConsoleStatus {

  private static final int MAX_BYTES = 16 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ConsoleStatus() {}

  static Json of(int port) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/status");
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return Json.parse(answer.body(), MAX_BYTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + uri, e);
    }
  }
}
