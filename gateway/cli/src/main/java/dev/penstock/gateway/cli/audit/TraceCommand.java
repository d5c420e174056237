package dev.penstock.gateway.cli.audit;

import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditDamage;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells one command's story. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Tells everything that an audit log holds of one command, in order: what was asked and by"
          + " whom, what the gateway offered and on what values, approvals, the write, what was"
          + " read back, and how the output went back; or why it was refused.",
      "Signatures are not checked; that does penstock audit verify."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:told",
      " 1:there is no such command in the log, or the log is damaged",
      "69:a file is not there or cannot be read"
    },
    footer = {"", "Example:", "  penstock audit trace anna-5f3e gateway.yaml"})
final class TraceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description =
          "The cmd_id of a select or an operate, the id of a lease, or the digest of an offer.")
  private String id;

  @Parameters(index = "1", arity = "0..1", paramLabel = "LOG", description = "See penstock audit.")
  private Optional<Path> log = Optional.empty();

  @Option(names = "--json", description = "The records, one JSON object a line.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  TraceCommand() {}

  @Override
  public Integer call() throws CannotGoOn {
    try (AuditArchive archive = LogPlaceOnDisk.find(log).open()) {
      Story story = new Story(archive, id);
      if (story.isEmpty()) {
        throw new CannotGoOn(
            ExitCode.PROBLEMS,
            "the log holds nothing of \"" + id + "\"; penstock audit show lists what it holds");
      }
      PrintWriter out = spec.commandLine().getOut();
      (json ? story.json() : story.lines()).forEach(out::println);
      out.flush();
      Optional<AuditDamage> damage = archive.read(record -> {});
      damage.ifPresent(wrong -> spec.commandLine().getErr().println("penstock: " + wrong));
      return damage.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    } catch (AuditException e) {
      throw LogPlaceOnDisk.unavailable(e);
    }
  }
}
