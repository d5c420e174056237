package dev.penstock.gateway.cli;

import dev.penstock.contract.JsonWriter;
import dev.penstock.gateway.runtime.Version;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is running. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the version, and the Java it runs on.",
    footer = {"", "Example:", "  penstock version --json"})
public final class VersionVerb implements Verb {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public VersionVerb() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String java = System.getProperty("java.vm.version");
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (json) {
      JsonWriter writer = new JsonWriter().object().field("version", Version.text());
      out.println(writer.field("java", java).field("platform", platform).endObject());
    } else {
      out.printf("penstock %s (Java %s, %s)%n", Version.text(), java, platform);
    }
    out.flush();
    return ExitCode.OK;
  }
}
