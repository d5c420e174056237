package dev.penstock.gateway.cli;

import dev.penstock.contract.Json;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running gateway how it is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says how the running gateway is: devices, journal, uplinks, losses, commands.",
    footer = {"", "Example:", "  penstock status /etc/penstock/gateway.yaml --json"})
public final class StatusVerb implements Verb {

  private static final int MAX_BYTES = 16 << 20;

  @Mixin private SettingsFile file;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print it as JSON, as the console's /api/status.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public StatusVerb() {}

  @Override
  public Integer call() throws CannotGoOn, InterruptedException {
    GatewayPlan plan = file.plan();
    URI console =
        new RunFile(plan.settings().data())
            .console()
            .orElseThrow(() -> unavailable(plan, "is not running, or its console is switched off"));
    byte[] answer = ask(plan, console.resolve("/api/status"));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(answer, StandardCharsets.UTF_8));
    } else {
      new StatusText(Json.parse(answer, MAX_BYTES)).print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static byte[] ask(GatewayPlan plan, URI uri) throws CannotGoOn, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw unavailable(plan, "answered " + response.statusCode() + " at " + uri);
      }
      return response.body();
    } catch (IOException e) {
      throw unavailable(plan, "does not answer at " + uri + ": it is not running");
    }
  }

  private static CannotGoOn unavailable(GatewayPlan plan, String why) {
    return new CannotGoOn(ExitCode.UNAVAILABLE, "gateway " + plan.settings().gateway() + " " + why);
  }
}
