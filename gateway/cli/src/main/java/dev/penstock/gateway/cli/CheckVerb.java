package dev.penstock.gateway.cli;

import dev.penstock.contract.JsonWriter;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.gateway.runtime.GatewayPlan;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells everything that is wrong with the settings. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks gateway.yaml with its profiles, all problems at once. Touches no device.",
    footer = {"", "Example:", "  penstock check /etc/penstock/gateway.yaml"})
public final class CheckVerb implements Verb {

  @Mixin private SettingsFile file;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the problems as JSON.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public CheckVerb() {}

  @Override
  public Integer call() throws CannotGoOn {
    Problems problems = new Problems();
    Optional<GatewayPlan> plan = file.plan(problems);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonWriter writer = new JsonWriter();
      problems.write(writer);
      out.println(writer);
    } else {
      out.print(problems.render());
      plan.ifPresent(p -> new PlanSummary(p).print(out));
      if (plan.isEmpty()) {
        file.undecidedPlan().ifPresent(p -> printChoices(p, out));
      }
    }
    out.flush();
    return plan.isPresent() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static void printChoices(GatewayPlan plan, PrintWriter out) {
    out.printf("%njournal.whenFull decides who goes without when the journal is full:%n");
    new OutageText(plan).choices().forEach(line -> out.println("  " + line));
  }
}
