package dev.penstock.gateway.benchmarks;

import dev.penstock.buffer.JournalSettings.Sync;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.gateway.benchmarks.JournalRounds.Rate;
import dev.penstock.gateway.benchmarks.JournalRounds.Subject;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the journal beside files written with nothing around them. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = {
      "Appends batches of 100 rows and replays them, beside the same bytes copied into bare mapped"
          + " files and written by a FileChannel, in turn; prints million rows a second by the"
          + " clock, by the thread's CPU time, and the ratios' medians.",
      "With --gib, opens the journal in the folder instead, which is filled up to that first: run"
          + " it twice. With --speed, runs the JMH benchmarks instead."
    },
    footer = {
      "",
      "Examples:",
      "  penstock bench journal --folder /var/tmp/bench --rounds 7",
      "  penstock bench journal --folder /var/tmp/big --gib 10"
    })
final class JournalBench implements Callable<Integer> {

  private static final long GIB = 1L << 30;

  @Spec private CommandSpec spec;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "penstock-bench",
      description = "Where the files are made (${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often everything is measured (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--million-rows",
      defaultValue = "3",
      description = "Millions of rows in each measurement (${DEFAULT-VALUE}).")
  private int millionRows;

  @Option(
      names = "--text-bytes",
      defaultValue = "0",
      description = "Length of each value as a text; 0 for numbers (${DEFAULT-VALUE}).")
  private int textBytes;

  @Option(names = "--sync", defaultValue = "INTERVAL", description = "NONE, INTERVAL or EVERY.")
  private Sync sync;

  @Option(names = "--gib", defaultValue = "0", description = "Size of the journal to be opened.")
  private int gib;

  @Option(names = "--speed", description = "Run the JMH benchmarks.")
  private boolean speed;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  JournalBench() {}

  @Override
  public Integer call() throws Exception {
    if (speed) {
      run();
    } else if (gib > 0) {
      open();
    } else {
      compare();
    }
    return ExitCode.OK;
  }

  private void compare() throws Exception {
    Files.createDirectories(folder);
    ObservationBatch batch = JournalRig.batch(textBytes);
    JournalRounds all = new JournalRounds(folder, batch, millionRows, sync, GIB);
    all.round();
    Map<Subject, List<Double>> ratios = new EnumMap<>(Subject.class);
    Map<Subject, List<Double>> cpuRatios = new EnumMap<>(Subject.class);
    for (int round = 1; round <= rounds; round++) {
      Map<Subject, Rate> rates = all.round();
      Rate append = rates.get(Subject.APPEND);
      rates.forEach(
          (subject, rate) -> {
            print(
                "  %-12s %6.2f M rows/s, %6.2f M rows a CPU second%n",
                subject, rate.perSecond(), rate.perCpuSecond());
            add(ratios, subject, append.perSecond() / rate.perSecond());
            add(cpuRatios, subject, append.perCpuSecond() / rate.perCpuSecond());
          });
      print(
          "round %d: an append p50 %.1f us, p99 %.1f us, p99.9 %.1f us, longest %.1f ms%n",
          round, all.micros(0.5), all.micros(0.99), all.micros(0.999), all.micros(1) / 1e3);
    }
    for (Subject subject : List.of(Subject.BARE_MAPPED, Subject.BARE_CHANNEL)) {
      print(
          "append / %s: %.2f by the clock, %.2f by CPU time, medians of %d%n",
          subject,
          JournalRounds.median(ratios.get(subject)),
          JournalRounds.median(cpuRatios.get(subject)),
          rounds);
    }
  }

  private static void add(Map<Subject, List<Double>> all, Subject subject, double ratio) {
    all.computeIfAbsent(subject, s -> new ArrayList<>()).add(ratio);
  }

  private void open() throws Exception {
    ObservationBatch batch = JournalRig.batch(textBytes);
    long start = System.nanoTime();
    try (Journal journal = JournalRig.open(folder, sync, 4L * gib * GIB)) {
      say("opened, %d segments, %d MiB: %.0f ms", journal, start);
      while (journal.status().bytes() < gib * GIB) {
        journal.append(batch);
      }
      start = System.nanoTime();
      try (JournalReader reader = journal.reader()) {
        reader.read(batch);
      }
      say("first row read, %d segments, %d MiB: %.0f ms", journal, start);
      print("%s%n", new ProcessMeter(ProcessHandle.current().pid()).residentMib());
    }
  }

  private void say(String what, Journal journal, long since) {
    long mib = journal.status().bytes() >> 20;
    print(what + "%n", journal.status().segments(), mib, (System.nanoTime() - since) / 1e6);
  }

  private void print(String format, Object... arguments) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, format, arguments);
    out.flush();
  }

  private static void run() throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(JournalSpeed.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
