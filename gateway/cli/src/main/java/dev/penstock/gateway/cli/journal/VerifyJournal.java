package dev.penstock.gateway.cli.journal;

import dev.penstock.buffer.Inspection;
import dev.penstock.buffer.Journals;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.runtime.SystemClocks;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads all of a journal. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads every byte of the journal and says what is wrong: checksums, footers, gaps between rows"
          + " and between segments. Changes nothing; may be interrupted at any time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:everything can be read",
      " 1:something is wrong, and is named",
      "69:there is no journal, or a newer version wrote it"
    },
    footer = {"", "Example:", "  penstock journal verify gateway.yaml"})
final class VerifyJournal implements Callable<Integer> {

  @Mixin private JournalPlace place;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  VerifyJournal() {}

  @Override
  public Integer call() throws CannotGoOn {
    Work work = new Work("verify", spec.commandLine().getErr(), SystemClocks.clocks().mono());
    Inspection.Result result;
    try {
      result =
          Journals.inspect(place.folder(), (bytes, all, rows) -> work.at(rows, share(bytes, all)));
    } catch (JournalException e) {
      throw JournalPlace.cannot(e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(result));
    } else {
      result.findings().forEach(f -> out.printf("segment %010d: %s%n", f.segment(), f.what()));
      out.printf(
          "%d segments, %s: %s; %s%n",
          result.segments(),
          Sizes.mebibytes(result.bytes()),
          work.line(result.rows()),
          result.isWhole() ? "nothing is wrong" : result.findings().size() + " findings");
    }
    out.flush();
    return result.isWhole() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static String share(long bytes, long all) {
    return "%d %% of %s".formatted(all == 0 ? 100 : 100 * bytes / all, Sizes.mebibytes(all));
  }

  private static String json(Inspection.Result result) {
    JsonWriter json = new JsonWriter().object().field("segments", result.segments());
    json.field("rows", result.rows()).field("bytes", result.bytes());
    json.field("whole", result.isWhole()).key("findings").array();
    for (Inspection.Finding finding : result.findings()) {
      json.object().field("segment", finding.segment()).field("what", finding.what()).endObject();
    }
    return json.endArray().endObject().toString();
  }
}
