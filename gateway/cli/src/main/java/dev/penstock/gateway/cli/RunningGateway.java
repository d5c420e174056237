package dev.penstock.gateway.cli;

import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.RunFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A gateway that runs, as its console's address lets others ask it. */
public final class RunningGateway {

  /** No answer is larger. */
  public static final int MAX_BYTES = 16 << 20;

  private final GatewayPlan plan;

  public RunningGateway(GatewayPlan plan) {
    this.plan = plan;
  }

  /** Its status, as JSON. */
  public byte[] status() throws CannotGoOn, InterruptedException {
    URI console =
        new RunFile(plan.settings().data())
            .console()
            .orElseThrow(() -> unavailable("is not running, or its console is switched off"));
    return ask(console.resolve("/api/status"));
  }

  private byte[] ask(URI uri) throws CannotGoOn, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw unavailable("answered " + response.statusCode() + " at " + uri);
      }
      return response.body();
    } catch (IOException e) {
      throw unavailable("does not answer at " + uri + ": it is not running");
    }
  }

  private CannotGoOn unavailable(String why) {
    return new CannotGoOn(ExitCode.UNAVAILABLE, "gateway " + plan.settings().gateway() + " " + why);
  }
}
