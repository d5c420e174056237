package dev.penstock.gateway.cli.audit;

import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditDamage;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.RecordType;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists records. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the records of an audit log, oldest first: number, about when, type, what it says."
          + " Signatures are not checked; that does penstock audit verify."
    },
    footer = {
      "",
      "Example, the last writes and how they ended:",
      "  penstock audit show gateway.yaml --type INTENT,OUTCOME,REVERT_OUTCOME --last 20"
    })
final class ShowAudit implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "LOG", description = "See above.")
  private Optional<Path> log = Optional.empty();

  @Option(
      names = "--type",
      split = ",",
      paramLabel = "TYPE",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<RecordType> types = List.of();

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      description = "Only the last N of them.")
  private int last = Integer.MAX_VALUE;

  @Option(names = "--json", description = "One JSON object a line, with everything it holds.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ShowAudit() {}

  @Override
  public Integer call() throws CannotGoOn {
    Set<RecordType> wanted =
        types.isEmpty() ? EnumSet.allOf(RecordType.class) : EnumSet.copyOf(types);
    PrintWriter out = spec.commandLine().getOut();
    RecordLine line = new RecordLine();
    Deque<String> kept = new ArrayDeque<>();
    try (AuditArchive archive = LogPlaceOnDisk.find(log).open()) {
      Optional<AuditDamage> damage =
          archive.read(
              record -> {
                String text = json ? line.json(record) : line.text(record);
                if (wanted.contains(record.type())) {
                  keep(kept, text, out);
                }
              });
      kept.forEach(out::println);
      out.flush();
      damage.ifPresent(wrong -> spec.commandLine().getErr().println("penstock: " + wrong));
      return damage.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    } catch (AuditException e) {
      throw LogPlaceOnDisk.unavailable(e);
    }
  }

  /** Without a limit each line goes out at once. */
  private void keep(Deque<String> kept, String text, PrintWriter out) {
    if (last == Integer.MAX_VALUE) {
      out.println(text);
      return;
    }
    kept.addLast(text);
    if (kept.size() > last) {
      kept.removeFirst();
    }
  }
}
