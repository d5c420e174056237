package dev.penstock.gateway.cli.audit;

import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditKeys;
import dev.penstock.gateway.actuation.audit.AuditReport;
import dev.penstock.gateway.actuation.audit.AuditVerifier;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.GatewayHere;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a log. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks an audit log from its first record to its last: each record and the chain between"
          + " them, each checkpoint, each cosignature, each signed message and what the records say"
          + " of it. Works without the gateway, on an export and public keys alone.",
      "With a gateway's settings its own key, fingerprint and witness are used where none is named."
          + " Whoever does not trust that machine brings them from elsewhere."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:everything fits together",
      " 1:something is wrong; the file, the record and what is wrong with it are named",
      " 2:no key and no fingerprint was named, and none is known",
      "69:a file is not there or cannot be read"
    },
    footer = {
      "",
      "Examples:",
      "  penstock audit verify hall-7.audit --key hall-7.pub --witness hall-7.note",
      "  penstock audit verify gateway.yaml --json"
    })
final class VerifyAudit implements Callable<Integer> {

  static final String FINGERPRINT = "root.sha256";
  private static final String WITNESS = "audit-witness.note";

  @Spec private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "LOG", description = "See penstock audit.")
  private Optional<Path> log = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The gateway's public key file. Left out, its key is that of the roster in the log, and a"
              + " --root is needed.")
  private @Nullable Path key;

  @Option(
      names = "--root",
      paramLabel = "SHA256",
      description = "Fingerprint of a root that you trust; may be given again.")
  private List<String> roots = List.of();

  @Option(
      names = "--twin-key",
      paramLabel = "FILE",
      description = "Public key file of a twin that is not in the roster; may be given again.")
  private List<Path> twinKeys = List.of();

  @Option(
      names = "--witness",
      paramLabel = "FILE",
      description =
          "A cosigned checkpoint that a twin has kept: the log must begin with what it has seen."
              + " Without one, a log that was cut short looks whole. May be given again.")
  private List<Path> witnesses = List.of();

  @Option(
      names = "--exported",
      paramLabel = "FOLDER",
      description =
          "Where the log's earlier files were exported to; may be given again. Without it a log"
              + " whose first files are gone is checked from where it begins.")
  private List<Path> exported = List.of();

  @Option(
      names = "--chain-only",
      description = "Check the chain of hashes alone, which anybody could have made.")
  private boolean chainOnly;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  VerifyAudit() {}

  @Override
  public Integer call() throws CannotGoOn {
    LogPlaceOnDisk place = LogPlaceOnDisk.find(log);
    // Before the log: one that grows meanwhile still has what the witness has seen.
    AuditKeys known = known(place.gateway());
    if (known.gateway() == null && known.roots().isEmpty() && !chainOnly) {
      throw new ParameterException(
          spec.commandLine(),
          "Whose log should it be? Name --key or --root, or --chain-only to check no signature");
    }
    try (AuditArchive archive = place.open(exported)) {
      AuditReport report = AuditVerifier.verify(archive, known);
      PrintWriter out = spec.commandLine().getOut();
      VerdictText text = new VerdictText(report, archive.names(), known.witnesses().size());
      if (json) {
        out.println(text.json());
      } else {
        text.lines().forEach(out::println);
      }
      out.flush();
      return report.isGood() ? ExitCode.OK : ExitCode.PROBLEMS;
    } catch (AuditException e) {
      throw LogPlaceOnDisk.unavailable(e);
    }
  }

  private AuditKeys known(Optional<GatewayHere> gateway) throws CannotGoOn {
    if (chainOnly) {
      return AuditKeys.NONE;
    }
    Set<String> fingerprints = new HashSet<>();
    for (String root : roots) {
      fingerprints.add(fingerprint(root));
    }
    List<VerifyKey> twins = new ArrayList<>();
    for (Path file : twinKeys) {
      twins.add(publicKey(file));
    }
    List<SignedNote> notes = new ArrayList<>();
    for (Path file : witnesses) {
      notes.add(note(file));
    }
    VerifyKey own = key == null ? null : publicKey(key);
    if (gateway.isPresent()) {
      Path trust = gateway.get().trust();
      own = own == null && roots.isEmpty() ? gateway.get().key() : own;
      if (roots.isEmpty() && Files.exists(trust.resolve(FINGERPRINT))) {
        fingerprints.add(fingerprint(read(trust.resolve(FINGERPRINT))));
      }
      if (witnesses.isEmpty() && Files.exists(trust.resolve(WITNESS))) {
        notes.add(note(trust.resolve(WITNESS)));
      }
    }
    return new AuditKeys(own, fingerprints, twins, notes);
  }

  private String fingerprint(String text) {
    try {
      return Texts.sha256("--root", text.strip());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static VerifyKey publicKey(Path file) throws CannotGoOn {
    try {
      return PublicKeyFile.read(file).key();
    } catch (KeyFileException e) {
      throw LogPlaceOnDisk.unavailable(e);
    }
  }

  private static SignedNote note(Path file) throws CannotGoOn {
    try {
      return SignedNote.parse(read(file));
    } catch (MalformedException e) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE, file + " is no signed checkpoint: " + e.getMessage());
    }
  }

  private static String read(Path file) throws CannotGoOn {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, file + " cannot be read: " + e.getMessage());
    }
  }
}
