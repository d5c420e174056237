package dev.penstock.gateway.benchmarks;

import dev.penstock.buffer.Journals;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the native frame: its size beside other formats, and the speed of its code. */
@Command(
    name = "wire",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the bytes an observation takes in frames of 500 rows, beside JSON rows, gzipped JSON"
          + " rows and Sparkplug B, of synthetic traffic and of a journal's.",
      "With --speed, runs the JMH benchmarks of writing and reading frames instead."
    },
    footer = {
      "",
      "Example, after a demo:",
      "  penstock bench wire --journal penstock-demo/gateway/journal"
    })
final class WireBench implements Callable<Integer> {

  private static final int SCANS = 2_500;

  @Spec private CommandSpec spec;

  @Option(names = "--journal", paramLabel = "DIR", description = "A journal's folder.")
  private Optional<Path> journal = Optional.empty();

  @Option(
      names = "--rows",
      defaultValue = "500",
      description = "Rows a frame, at most 1000 (${DEFAULT-VALUE}).")
  private int rows;

  @Option(names = "--speed", description = "Run the JMH benchmarks.")
  private boolean speed;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  WireBench() {}

  @Override
  public Integer call() throws Exception {
    if (speed) {
      run();
      return ExitCode.OK;
    }
    PrintWriter out = spec.commandLine().getOut();
    print(out, "synthetic, two decimals", sizes(Traffic.synthetic(false, SCANS)));
    print(out, "synthetic, all digits", sizes(Traffic.synthetic(true, SCANS)));
    if (journal.isPresent()) {
      print(out, journal.get().toString(), sizes(ofJournal(journal.get())));
    }
    return ExitCode.OK;
  }

  private Sizes sizes(Traffic traffic) throws IOException {
    return Sizes.of(traffic, rows);
  }

  private static Traffic ofJournal(Path folder) throws CannotGoOn {
    try (JournalView view = Journals.openReadOnly(folder)) {
      return Traffic.ofJournal(view);
    } catch (JournalException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static void print(PrintWriter out, String what, Sizes sizes) {
    out.printf(Locale.ROOT, "%s: %,d rows, %,d frames%n", what, sizes.rows(), sizes.frames());
    sizes
        .bytes()
        .forEach(
            (format, bytes) ->
                out.printf(Locale.ROOT, "  %-48s %8.2f%n", format, (double) bytes / sizes.rows()));
    out.flush();
  }

  private static void run() throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(WireSpeed.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
