package dev.penstock.gateway.cli.journal;

import dev.penstock.buffer.Journals;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.ObservationLine;
import dev.penstock.gateway.runtime.SystemClocks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes rows of a journal into a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes observations of the journal into a file, in the order of their sequences, those about"
          + " losses and epochs among them. An interrupted export leaves FILE.part and no FILE."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:done, but no row is of a point that was named",
      "69:there is no journal, or the file cannot be written"
    },
    footer = {
      "",
      "Examples, a day of one level, and everything as frames:",
      "  penstock journal export --from 2026-11-20 --points tank/tank1Level --as csv -o day.csv",
      "  penstock journal export gateway.yaml --as frames -o all.frames"
    })
final class ExportJournal implements Callable<Integer> {

  /** How rows are written down. */
  enum Form {
    CSV,
    JSONL,
    FRAMES
  }

  @Mixin private JournalPlace place;
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Event times from here on: 2026-11-20, or 2026-11-20T10:00:00Z.")
  private Optional<Moment> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Event times before this.")
  private Optional<Moment> to = Optional.empty();

  @Option(
      names = "--points",
      split = ",",
      description = "Only these points, as device/point; rows about losses and epochs stay in.")
  private List<String> points = List.of();

  @Option(
      names = "--as",
      defaultValue = "jsonl",
      description =
          "${COMPLETION-CANDIDATES}; frames are what goes to a twin, unsigned, and hold whole"
              + " batches (${DEFAULT-VALUE}).")
  private Form form;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; left out, standard output.")
  private Optional<Path> output = Optional.empty();

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ExportJournal() {}

  @Override
  public Integer call() throws CannotGoOn {
    if (form == Form.FRAMES && output.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Frames are no text: name a file with -o FILE");
    }
    RowChoice choice =
        new RowChoice(
            from.map(Moment::nanos).orElse(Long.MIN_VALUE),
            to.map(Moment::nanos).orElse(Long.MAX_VALUE),
            points);
    try (JournalView journal = Journals.openReadOnly(place.folder())) {
      if (output.isPresent()) {
        try (ExportFile file = ExportFile.open(output.get())) {
          export(journal, choice, file.out());
          file.complete();
        }
      } else {
        export(journal, choice, new WriterStream(spec.commandLine().getOut()));
      }
    } catch (JournalException e) {
      throw JournalPlace.cannot(e);
    } catch (IOException e) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE, "cannot write " + output.orElse(Path.of("-")) + ": " + e);
    }
    choice.unmet().forEach(point -> err().println("penstock: the journal knows no point " + point));
    return choice.unmet().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private void export(JournalView journal, RowChoice choice, OutputStream out) throws IOException {
    Clocks clocks = SystemClocks.clocks();
    Work work = new Work("export", err(), clocks.mono());
    ObservationBatch batch = new ObservationBatch();
    long rows = 0;
    try (JournalReader reader = journal.reader();
        ExportFormat format = format(journal.gateway(), choice, clocks, out)) {
      if (from.isPresent() || to.isPresent()) {
        reader.seekEvents(
            from.map(Moment::nanos).orElse(Long.MIN_VALUE),
            to.map(Moment::nanos).orElse(Long.MAX_VALUE) - 1);
      }
      while (reader.read(batch)) {
        rows += format.write(reader, batch, choice);
        work.at(rows, "at " + Sizes.time(batch.receivedWall()));
      }
      format.finish();
    }
    if (output.isPresent()) {
      err().println("export: " + work.line(rows));
    }
  }

  private ExportFormat format(String gateway, RowChoice choice, Clocks clocks, OutputStream out)
      throws IOException {
    switch (form) {
      case FRAMES -> {
        return new FramesExport(gateway, choice, clocks, out);
      }
      case CSV -> {
        LinesExport csv = new LinesExport(gateway, CsvLine::of, out);
        csv.line(CsvLine.HEAD);
        return csv;
      }
      case JSONL -> {
        return new LinesExport(gateway, new ObservationLine(true)::of, out);
      }
    }
    throw new IllegalStateException("no such form: " + form);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Lines of UTF-8 on the way to where the command prints. */
  private static final class WriterStream extends OutputStream {

    private final PrintWriter to;

    private WriterStream(PrintWriter to) {
      this.to = to;
    }

    @Override
    public void write(int oneByte) {
      to.write(oneByte);
    }

    @Override
    public void write(byte[] utf8, int start, int length) {
      to.write(new String(utf8, start, length, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
      to.flush();
      if (to.checkError()) {
        throw new IOException("nobody reads the output any more");
      }
    }
  }
}
