package dev.penstock.gateway.cli.audit;

import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditDamage;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.GatewayHere;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a log into one file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all records of an audit log into one file, to be kept or handed over. The form is"
          + " docs/audit-format.md. The gateway may be running: the export ends with the last"
          + " record that was whole."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:exported",
      " 1:the log is damaged; the export ends before the damage",
      "69:a file is not there, or is there already"
    },
    footer = {"", "Example:", "  penstock audit export gateway.yaml -o hall-7.audit"})
final class ExportAudit implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "LOG", description = "See penstock audit.")
  private Optional<Path> log = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to; never overwritten.")
  private Path output;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  ExportAudit() {}

  @Override
  public Integer call() throws CannotGoOn {
    LogPlaceOnDisk place = LogPlaceOnDisk.find(log);
    PrintWriter out = spec.commandLine().getOut();
    try (AuditArchive archive = place.open();
        OutputStream to = new BufferedOutputStream(create())) {
      Optional<AuditDamage> damage = archive.export(to);
      to.flush();
      out.println("Exported to " + output + ", " + Files.size(output) + " bytes.");
      place.gateway().map(GatewayHere::trust).ifPresent(trust -> hint(out, trust));
      out.flush();
      damage.ifPresent(wrong -> spec.commandLine().getErr().println("penstock: " + wrong));
      return damage.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    } catch (IOException e) {
      throw LogPlaceOnDisk.unavailable(e);
    }
  }

  private OutputStream create() throws CannotGoOn, IOException {
    try {
      return Files.newOutputStream(output, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE, output + " is there already and is not overwritten: name another");
    }
  }

  private static void hint(PrintWriter out, Path trust) {
    Path fingerprint = trust.resolve(VerifyAudit.FINGERPRINT);
    if (Files.exists(fingerprint)) {
      out.println("Whoever checks it needs the fingerprint of the root, from another source than");
      out.println("this gateway, and a witness from the twin: penstock audit verify --help");
    }
  }
}
