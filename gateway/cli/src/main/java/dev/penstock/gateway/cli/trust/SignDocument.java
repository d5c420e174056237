package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.site.TrustFiles;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a draft of a policy, or a document that waits for more signatures. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Signs a draft of a policy as the next version, or adds your signature to a document that"
          + " waits for more (….next.json). Shows what it says and asks first."
    },
    footer = {
      "",
      "Example:",
      "  penstock trust sign policy.draft.json --site hall-7 --key policy-1.key"
    })
final class SignDocument implements Callable<Integer> {

  @Mixin private SigningKeys keys;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The draft, or what waits.")
  private Path file;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder with the site's documents.")
  private Path site;

  @Option(
      names = "--stated-by",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Who says that the safe ends of a draft are safe.")
  private String statedBy;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; for scripts.")
  private boolean yes;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  SignDocument() {}

  @Override
  public Integer call() throws CannotGoOn {
    SiteFolder folder = new SiteFolder(site);
    Root root = folder.root().document();
    String name = String.valueOf(file.getFileName());
    Terminal terminal = Terminal.of(spec);
    PrintWriter out = spec.commandLine().getOut();
    Signatures signatures = new Signatures(folder, root);
    if (name.endsWith(".next.json")) {
      PayloadType type = type(name);
      List<Signer> signers = agreed(terminal, name) ? keys.open(terminal) : List.of();
      signatures.add(file, type, signers, out);
    } else {
      Policy current = folder.policy(root).document();
      Policy next =
          PolicyDraft.read(file)
              .with(Present.after(current.head()))
              .stated(statedBy, yes, terminal)
              .policy();
      PolicyDraft.lines(next).forEach(out::println);
      out.flush();
      List<Signer> signers =
          agreed(terminal, "policy version " + next.head().version())
              ? keys.open(terminal)
              : List.of();
      signatures.begin(TrustFiles.POLICY, next, signers, out);
    }
    return ExitCode.OK;
  }

  private boolean agreed(Terminal terminal, String what) {
    return yes || terminal.asks("Sign " + what + "?");
  }

  private static PayloadType type(String name) throws CannotGoOn {
    String kind = name.substring(0, name.indexOf('.'));
    for (PayloadType type : List.of(PayloadType.POLICY, PayloadType.ROSTER)) {
      if (type.kind().equals(kind)) {
        return type;
      }
    }
    throw new CannotGoOn(
        ExitCode.USAGE, name + " is neither policy.next.json nor roster.next.json");
  }
}
