package dev.penstock.gateway.cli.uplink;

import dev.penstock.contract.uplink.UplinkStep;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.SettingsFile;
import dev.penstock.gateway.runtime.GatewayException;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.UplinkTools;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether the way to a centre works. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Goes the way of each uplink as another client of the same broker: keys, name, TLS, login,"
          + " rights, and a message of a frame's size there and back. The gateway may be running;"
          + " nothing reaches a twin."
    },
    footer = {"", "Example:", "  penstock uplink test /etc/penstock/gateway.yaml"})
final class TestUplink implements Callable<Integer> {

  @Mixin private SettingsFile file;
  @Mixin private ChosenUplink chosen;
  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  TestUplink() {}

  @Override
  public Integer call() throws CannotGoOn {
    GatewayPlan plan = file.plan();
    PrintWriter out = spec.commandLine().getOut();
    boolean all = true;
    for (String name : chosen.all(plan)) {
      for (UplinkStep step : steps(plan, name)) {
        all &= step.ok();
        out.printf("%s %-8s %-4s %s%n", name, step.what(), step.ok() ? "ok" : "FAIL", step.words());
      }
    }
    out.flush();
    return all ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static List<UplinkStep> steps(GatewayPlan plan, String name) throws CannotGoOn {
    try {
      return UplinkTools.of(plan, name).test();
    } catch (GatewayException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }
}
