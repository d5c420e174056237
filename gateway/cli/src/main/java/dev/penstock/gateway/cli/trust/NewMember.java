package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Puts somebody into the next version of the roster. */
final class NewMember {

  @Mixin private SigningKeys keys;
  @Mixin private SiteOption site;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The public key with its owner's name, as trust key made it.")
  private Path file;

  int add(Function<PublicKeyFile, Member> member) throws CannotGoOn {
    SiteFolder folder = site.folder();
    Root root = folder.root().document();
    Roster current = folder.roster(root).document();
    List<Member> members = new ArrayList<>(current.members());
    try {
      PublicKeyFile half = PublicKeyFile.read(file);
      members.removeIf(old -> old.name().equals(half.name()));
      members.add(member.apply(half));
      Roster next = new Roster(Present.after(current.head()), members);
      new Signatures(folder, root)
          .begin(next, keys.open(Terminal.of(spec)), spec.commandLine().getOut());
      return ExitCode.OK;
    } catch (KeyFileException e) {
      throw SigningKeys.refused(e);
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.PROBLEMS, "the roster refuses that: " + e.getMessage());
    }
  }
}
