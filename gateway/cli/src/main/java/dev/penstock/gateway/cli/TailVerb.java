package dev.penstock.gateway.cli;

import dev.penstock.buffer.Journals;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.gateway.runtime.GatewayPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a journal's newest rows, and those that follow. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Prints the newest observations of the journal, of a running gateway or not.",
    footer = {
      "",
      "Example, the levels of the device tank as they come:",
      "  penstock tail gateway.yaml --follow --points tank/tank1Level,tank/tank2Level",
      "The same, under another name:",
      "  penstock journal tail gateway.yaml -n 100"
    })
public final class TailVerb implements Verb {

  private static final long POLL_MILLIS = 100;

  @Mixin private SettingsFile file;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-n", "--rows"},
      defaultValue = "20",
      description =
          "How many of the newest rows to begin with (${DEFAULT-VALUE}); --points chooses among"
              + " them.")
  private long rows;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--points",
      split = ",",
      description = "Only these points, as device/point; rows about losses and epochs stay in.")
  private List<String> points = List.of();

  /** Rows of the first batch before this sequence were not asked for. */
  private long skip;

  /** Rows that may still be printed: those that come meanwhile were not asked for. */
  private long left;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public TailVerb() {}

  @Override
  public Integer call() throws CannotGoOn, InterruptedException {
    GatewayPlan plan = file.plan();
    checkPoints(plan);
    PrintWriter out = spec.commandLine().getOut();
    Path folder = plan.settings().journal().folder();
    try (JournalView journal = Journals.openReadOnly(folder);
        JournalReader reader = journal.reader()) {
      left = follow ? Long.MAX_VALUE : rows;
      seek(journal, reader);
      print(journal.gateway(), reader, out);
      while (follow && !out.checkError()) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        print(journal.gateway(), reader, out);
      }
      return ExitCode.OK;
    } catch (JournalException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private void checkPoints(GatewayPlan plan) throws CannotGoOn {
    for (String point : points) {
      if (!plan.dictionary().contains(point)) {
        throw new CannotGoOn(
            ExitCode.USAGE, "there is no point " + point + ": penstock check lists the devices");
      }
    }
  }

  /** The rows asked for may reach back over several epochs. */
  private void seek(JournalView journal, JournalReader reader) {
    List<EpochSpan> epochs = journal.status().epochs();
    long wanted = rows;
    for (int i = epochs.size() - 1; i >= 0; i--) {
      EpochSpan span = epochs.get(i);
      long held = span.last() == 0 ? 0 : span.last() - span.first() + 1;
      if (held >= wanted || i == 0) {
        skip = Math.max(span.first(), span.last() - wanted + 1);
        reader.seek(span.epoch(), Math.max(1, skip));
        return;
      }
      wanted -= held;
    }
  }

  private void print(String gateway, JournalReader reader, PrintWriter out) {
    ObservationBatch batch = new ObservationBatch();
    ObservationLine line = new ObservationLine(json);
    while (left > 0 && reader.read(batch)) {
      for (int row = 0; row < batch.size() && left > 0; row++) {
        if (batch.sequence(row) < skip) {
          continue;
        }
        left--;
        Observation observation = batch.observation(row, gateway, reader.dictionary());
        boolean wanted = points.isEmpty() || observation.point().isEmpty();
        if (wanted || points.contains(observation.point())) {
          out.println(line.of(observation, reader.dictionary()));
        }
      }
      skip = 0;
    }
    out.flush();
  }
}
