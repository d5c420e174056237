package dev.penstock.gateway.cli;

import dev.penstock.contract.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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

  @Mixin private SettingsFile file;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print it as JSON, as the console's /api/status.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public StatusVerb() {}

  @Override
  public Integer call() throws CannotGoOn, InterruptedException {
    byte[] answer = new RunningGateway(file.plan()).status();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(answer, StandardCharsets.UTF_8));
    } else {
      new StatusText(Json.parse(answer, RunningGateway.MAX_BYTES)).print(out);
    }
    out.flush();
    return ExitCode.OK;
  }
}
