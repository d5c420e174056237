package dev.penstock.gateway.cli.uplink;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.RunningGateway;
import dev.penstock.gateway.cli.SettingsFile;
import dev.penstock.gateway.cli.UplinkText;
import dev.penstock.gateway.runtime.GatewayPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the uplinks of the running gateway are. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says of each uplink of the running gateway what it does, what is wrong and what to do about"
          + " it, and what was counted. Ends with 1 if one of them is not well."
    },
    footer = {"", "Example:", "  penstock uplink status /etc/penstock/gateway.yaml"})
final class UplinkStatus implements Callable<Integer> {

  @Mixin private SettingsFile file;
  @Mixin private ChosenUplink chosen;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print it as JSON, one object an uplink.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  UplinkStatus() {}

  @Override
  public Integer call() throws CannotGoOn, InterruptedException {
    GatewayPlan plan = file.plan();
    List<String> meant = chosen.all(plan);
    Json status = Json.parse(new RunningGateway(plan).status(), RunningGateway.MAX_BYTES);
    long takenAt = status.get("taken_at_ms").int64();
    PrintWriter out = spec.commandLine().getOut();
    boolean well = true;
    for (Json uplink : status.get("uplinks").list(one -> one)) {
      if (meant.contains(uplink.get("id").text())) {
        UplinkText text = new UplinkText(uplink, takenAt);
        well &= text.isWell();
        if (json) {
          out.println(json(uplink));
        } else {
          text.printAll(out);
        }
      }
    }
    out.flush();
    return well ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static String json(Json uplink) {
    JsonWriter out = new JsonWriter().object();
    for (String text : List.of("id", "health", "state", "reason")) {
      out.field(text, uplink.get(text).text(""));
    }
    for (String count : List.of("pending", "covered", "sent", "rejected")) {
      out.field(count, uplink.get(count).int64());
    }
    out.key("notes").array();
    for (Json note : uplink.get("notes").list(one -> one)) {
      out.object().field("what", note.get("what").text(""));
      out.field("count", note.get("count").int64()).endObject();
    }
    return out.endArray().endObject().toString();
  }
}
