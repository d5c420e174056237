package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.site.TrustFiles;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes somebody's keys away, for ever. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "Takes the keys of a member of the roster away, for ever. One roster signature is enough, and"
          + " whatever carries it there: penstock command send, a stick, a broker."
    },
    footer = {
      "",
      "Example:",
      "  penstock trust revoke anna --site hall-7 --key roster-1.key --reason lost"
    })
final class RevokeKey implements Callable<Integer> {

  @Mixin private SigningKeys keys;
  @Mixin private SiteOption site;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "A name in the roster, or a key id.")
  private String name;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for who reads the log.")
  private String reason;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  RevokeKey() {}

  @Override
  public Integer call() throws CannotGoOn {
    SiteFolder folder = site.folder();
    Root root = folder.root().document();
    List<String> gone = keyIds(folder, root);
    List<Signer> signers = keys.open(Terminal.of(spec));
    boolean counts =
        signers.stream()
            .anyMatch(
                s -> root.roster().keys().stream().anyMatch(k -> k.keyId().equals(s.keyId())));
    if (!counts) {
      throw new CannotGoOn(ExitCode.USAGE, "a revocation needs a roster key: name one with --key");
    }
    String id = "revocation-" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    Revocation revocation = new Revocation(root.head().site(), id, gone, reason);
    Path file = folder.file(id + ".json");
    try {
      TrustFiles.replace(file, Envelope.sign(revocation, signers.toArray(Signer[]::new)).bytes());
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, file + " cannot be written: " + e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s takes away %d key(s) of %s%n", file, gone.size(), name);
    out.println("It works as soon as a gateway has it: penstock command send " + file);
    out.println("Take the name out of the next roster, too.");
    return ExitCode.OK;
  }

  private List<String> keyIds(SiteFolder folder, Root root) throws CannotGoOn {
    if (name.matches("[0-9a-f]{64}")) {
      return List.of(name);
    }
    Member member =
        folder
            .roster(root)
            .document()
            .named(name)
            .orElseThrow(
                () -> new CannotGoOn(ExitCode.USAGE, "there is no " + name + " in the roster"));
    return member.keys().stream().map(VerifyKey::keyId).toList();
  }
}
