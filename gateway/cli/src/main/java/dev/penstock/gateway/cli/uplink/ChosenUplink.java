package dev.penstock.gateway.cli.uplink;

import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.UplinkTools;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which of the settings' uplinks is meant. */
final class ChosenUplink {

  @Option(names = "--uplink", paramLabel = "NAME", description = "Only this one of the uplinks.")
  private Optional<String> name = Optional.empty();

  /** Those that are meant: all, unless one is named. */
  List<String> all(GatewayPlan plan) throws CannotGoOn {
    List<String> known = UplinkTools.names(plan);
    if (known.isEmpty()) {
      throw new CannotGoOn(ExitCode.USAGE, "the settings name no uplinks");
    }
    if (name.isPresent() && !known.contains(name.get())) {
      throw new CannotGoOn(
          ExitCode.USAGE,
          "there is no uplink " + name.get() + ", only " + String.join(", ", known));
    }
    return name.map(List::of).orElse(known);
  }

  /** The one that is meant. */
  String one(GatewayPlan plan) throws CannotGoOn {
    List<String> meant = all(plan);
    if (meant.size() > 1) {
      throw new CannotGoOn(ExitCode.USAGE, "which uplink? Name one of " + meant + " with --uplink");
    }
    return meant.get(0);
  }
}
