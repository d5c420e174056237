package dev.penstock.gateway.benchmarks;

import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Verb;
import java.nio.file.Files;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how an outage ends. */
@Command(
    name = "bench-uplink",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a gateway on one core with a backlog in its journal, while a plant goes on making new"
          + " values, and says how fast a twin has the backlog and how long what is new takes"
          + " meanwhile. The plant, the broker and the twin are in this process: start it on"
          + " another core, with taskset."
    },
    footer = {
      "",
      "Example, an hour at 1,000 observations a second:",
      "  penstock bench-uplink --backlog 3600000"
    })
public final class UplinkBenchVerb implements Verb {

  @Spec private CommandSpec spec;

  @Option(names = "--points", defaultValue = "100", description = "Points (${DEFAULT-VALUE}).")
  private int points;

  @Option(
      names = "--period-ms",
      defaultValue = "100",
      description = "Milliseconds between two values of a point (${DEFAULT-VALUE}).")
  private long periodMillis;

  @Option(
      names = "--backlog",
      defaultValue = "3600000",
      description = "Rows in the journal before the start (${DEFAULT-VALUE}).")
  private long backlog;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public UplinkBenchVerb() {}

  @Override
  public Integer call() throws Exception {
    new UplinkRig(Files.createTempDirectory("penstock-bench"), spec.commandLine().getOut())
        .drain(points, Duration.ofMillis(periodMillis), backlog);
    return ExitCode.OK;
  }
}
