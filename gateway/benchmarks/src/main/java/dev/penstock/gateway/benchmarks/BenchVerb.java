package dev.penstock.gateway.benchmarks;

import dev.penstock.gateway.benchmarks.EdgeRig.Load;
import dev.penstock.gateway.benchmarks.EdgeRig.Result;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Verb;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the gateway beside the least that could be done. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {WireBench.class, JournalBench.class},
    description = {
      "Drives synthetic OPC UA values through the gateway and through a bare Milo to Paho forwarder,"
          + " in turn, and prints what each costs. The cost a value is the slope between two rates,"
          + " so that start-up and what runs anyway do not count."
    },
    footer = {
      "",
      "Example, 1,000 points every 100 ms, three rounds:",
      "  penstock bench --points 1000 --rounds 3"
    })
public final class BenchVerb implements Verb {

  @Spec private CommandSpec spec;

  @Option(
      names = "--points",
      defaultValue = "1000",
      description = "Points at the high rate; a fifth of them at the low (${DEFAULT-VALUE}).")
  private int points;

  @Option(
      names = "--period-ms",
      defaultValue = "100",
      description = "Milliseconds between two values of a point (${DEFAULT-VALUE}).")
  private long periodMillis;

  @Option(
      names = "--warm-up-s",
      defaultValue = "60",
      description = "Seconds before each measurement (${DEFAULT-VALUE}).")
  private long warmUpSeconds;

  @Option(
      names = "--measure-s",
      defaultValue = "30",
      description = "Seconds of each measurement (${DEFAULT-VALUE}).")
  private long measureSeconds;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "How often everything is measured (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--gateway-only", description = "Leave the bare forwarder and the low rate out.")
  private boolean gatewayOnly;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public BenchVerb() {}

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("penstock-bench");
    EdgeRig rig = new EdgeRig(folder);
    PrintWriter out = spec.commandLine().getOut();
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      if (gatewayOnly) {
        print(out, rig.run(new GatewaySubject(), load(points)));
      } else {
        double bare = slope(rig, new BareSubject(), out);
        double gateway = slope(rig, new GatewaySubject(), out);
        ratios.add(gateway / bare);
        print(out, "round %d: gateway / bare = %.2f%n", round, gateway / bare);
      }
    }
    ratios.stream()
        .sorted()
        .skip(ratios.size() / 2)
        .findFirst()
        .ifPresent(median -> print(out, "median of %d: %.2f%n", ratios.size(), median));
    return ExitCode.OK;
  }

  /** CPU seconds a million values, what runs anyway taken out. */
  private double slope(EdgeRig rig, Subject subject, PrintWriter out) throws Exception {
    Result low = rig.run(subject, load(points / 5));
    print(out, low);
    Result high = rig.run(subject, load(points));
    print(out, high);
    double slope = (high.cpuSeconds() - low.cpuSeconds()) * 1e6 / (high.values() - low.values());
    print(out, "%-8s slope: %.2f CPU s a million values%n", subject.name(), slope);
    return slope;
  }

  private Load load(int count) {
    return new Load(
        count,
        Duration.ofMillis(periodMillis),
        Duration.ofSeconds(warmUpSeconds),
        Duration.ofSeconds(measureSeconds));
  }

  private static void print(PrintWriter out, Result result) {
    print(
        out,
        "%-8s %6d points: %d values in %d s, %d missing, %.2f CPU s (%.2f a million),"
            + " first value after %d ms, %s MiB, %.1f bytes a value, %s%n",
        result.subject(),
        result.load().points(),
        result.values(),
        result.load().measured().toSeconds(),
        result.missing(),
        result.cpuSeconds(),
        result.cpuSecondsPerMillion(),
        result.startUp().toMillis(),
        result.residentMib(),
        (double) result.bytes() / result.values(),
        result.latency());
  }

  private static void print(PrintWriter out, String format, Object... arguments) {
    out.printf(Locale.ROOT, format, arguments);
    out.flush();
  }
}
