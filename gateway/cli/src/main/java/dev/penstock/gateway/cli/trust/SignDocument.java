package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.Consent;
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
  @Mixin private SiteOption site;
  @Mixin private Consent consent;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The draft, or what waits.")
  private Path file;

  @Option(
      names = "--stated-by",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Who says that the safe ends of a draft are safe.")
  private String statedBy;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  SignDocument() {}

  @Override
  public Integer call() throws CannotGoOn {
    SiteFolder folder = site.folder();
    Root root = folder.root().document();
    Signatures signatures = new Signatures(folder, root);
    if (String.valueOf(file.getFileName()).endsWith(Signatures.WAITING)) {
      signWaiting(signatures);
    } else {
      signDraft(signatures, folder.policy(root).document());
    }
    return ExitCode.OK;
  }

  private void signWaiting(Signatures signatures) throws CannotGoOn {
    PayloadType type = type(String.valueOf(file.getFileName()));
    Verified waiting = signatures.waiting(file, type);
    try {
      show(DocumentText.lines(type, waiting));
    } catch (MalformedException e) {
      throw SiteFolder.broken(file, String.valueOf(e.getMessage()));
    }
    signatures.add(waiting, type, signers(file.toString()), spec.commandLine().getOut());
  }

  private void signDraft(Signatures signatures, Policy current) throws CannotGoOn {
    Policy next =
        PolicyDraft.read(file)
            .with(Present.after(current.head()))
            .stated(statedBy, consent, Terminal.of(spec))
            .policy();
    show(DocumentText.of(next));
    signatures.begin(
        next, signers("policy version " + next.head().version()), spec.commandLine().getOut());
  }

  private void show(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  /** Whoever signs has seen it and said yes. */
  private List<Signer> signers(String what) throws CannotGoOn {
    Terminal terminal = Terminal.of(spec);
    if (!consent.isGiven("Sign " + what + "?", terminal)) {
      throw SigningKeys.unsigned(what);
    }
    return keys.open(terminal);
  }

  private static PayloadType type(String name) throws CannotGoOn {
    String kind = name.substring(0, name.indexOf('.'));
    for (PayloadType type : List.of(PayloadType.POLICY, PayloadType.ROSTER, PayloadType.RESUME)) {
      if (type.kind().equals(kind)) {
        return type;
      }
    }
    throw new CannotGoOn(
        ExitCode.USAGE,
        name + " is none of policy.next.json, roster.next.json and resume.next.json");
  }
}
